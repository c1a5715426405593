import { formatTime } from '#services/belgium/formats.ts';
import { html, type Markup } from '#services/kernel/html.ts';
import { definePage, type PageCtx } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { expiringAuthorisations } from './expiring-authorisations.ts';
import { visitsOfToday } from './my-day.ts';
import { orNothing } from '#services/pieces/or-nothing.ts';
import { overdueVisits } from './was-it-held.ts';
import { startTexts } from './start-texts.ts';

interface Card { readonly title: string; readonly count: number; readonly help: string; readonly href: string; readonly presses: boolean }

/** Where people come in at the desk: what asks for them, in figures. Nobody is looked up for it. */
export const startPage = definePage({
  front: 'desk', path: '/', for: 'official',
  show: async (ctx) => {
    const { language, actor } = ctx;
    const say = sayIn(startTexts, language);
    const [cards, authorisations] = await Promise.all([cardsFor(ctx), expiringAuthorisations(ctx)]);
    return {
      title: say('title'), live: 15,
      body: html`<h1 class="utrecht-heading-1">${say('title')}</h1>
<p class="utrecht-paragraph">${say('who', { who: actor.replace(/^official:/, '') })}</p>
${authorisations}
${cards.length === 0 ? html`<p class="utrecht-paragraph">${say('menu')}</p>` : html`<ul class="eid-cards">${cards.map(cardPart)}</ul>`}`,
    };
  },
});

function cardPart({ title, count, help, href, presses }: Card): Markup {
  return html`<li class="${`eid-card eid-figure${presses ? ' eid-figure--presses' : ''}`}"><h2 class="utrecht-heading-3"><a class="utrecht-link" href="${href}">${title}</a></h2>
<p><strong class="eid-count">${count}</strong> ${help}</p></li>
`;
}

/** For whoever may do something about it. */
async function cardsFor(ctx: PageCtx): Promise<Card[]> {
  const { call, may, address, language } = ctx;
  const say = sayIn(startTexts, language);
  const [visits, overdue, late, open, waiting, bpost, calls, complaints] = await Promise.all([
    visitsOfToday(ctx), overdueVisits(ctx),
    may('journey.list') ? call('journey.list', { late: 'true', limit: 1 }) : undefined, may('journey.list') ? call('journey.list', { open: 'true', limit: 1 }) : undefined,
    may('exceptions.list') ? call('exceptions.list', { limit: 1 }) : undefined,
    may('bpost-delivery.heldCount') ? orNothing(call('bpost-delivery.heldCount', {})) : undefined,
    may('communication.callCount') ? orNothing(call('communication.callCount', {})) : undefined,
    may('complaints.list') ? orNothing(call('complaints.list', { state: 'open', limit: 1 })) : undefined,
  ]);
  const ahead = visits?.filter(({ state }) => state === 'confirmed') ?? [];
  const [first] = ahead;
  return [
    ...(visits ? [{ title: say('today'), count: ahead.length, help: first ? say('todayFirst', { time: formatTime(first.start, language) }) : say('todayNone'), href: address('/worklist'), presses: false }] : []),
    ...(overdue && overdue.length > 0 ? [{ title: say('held'), count: overdue.length, help: say('heldHelp'), href: `${address('/worklist')}#was-it-held`, presses: true }] : []),
    ...(late && open ? [{ title: say('late'), count: late.total, help: say('lateOf', { total: open.total }), href: `${address('/worklist')}?late=yes`, presses: late.total > 0 }] : []),
    ...(waiting ? [{ title: say('waiting'), count: waiting.total, help: say('waitingHelp'), href: address('/exceptions'), presses: waiting.total > 0 }] : []),
    ...(bpost && bpost.messages > 0 ? [{ title: say('bpostHeld'), count: bpost.messages, help: say('bpostHeldHelp'), href: address('/hand-overs'), presses: true }] : []),
    ...(calls ? [{ title: say('calls'), count: calls.calls, help: say('callsHelp'), href: address('/calls'), presses: false }] : []),
    ...(complaints ? [{ title: say('complaints'), count: complaints.open, help: say('complaintsLate', { count: complaints.overdue }), href: address('/complaints'), presses: complaints.overdue > 0 }] : []),
  ];
}
