import { z } from 'zod';
import { dayOf, instantOf } from '#services/belgium/brussels-time.ts';
import { addDays, daySchema } from '#services/belgium/day.ts';
import { formatAddress, formatTime, formatWeekday } from '#services/belgium/formats.ts';
import { link } from '#services/pieces/form-pieces.ts';
import { html, type Markup } from '#services/kernel/html.ts';
import { definePage, type PageCtx } from '#services/kernel/page.ts';
import type { ActionOutput } from '#services/kernel/registry.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { dayOfCtx } from './day-of-ctx.ts';
import { purposeTexts } from './purpose-texts.ts';
import { roundTexts } from './round-texts.ts';

type Visit = ActionOutput<'appointments.round'>['visits'][number];
type Proposal = ActionOutput<'appointments.proposeRound'>;

/** One day's visits in driving order, with addresses; to take along on paper too. Not looked at again by itself: each look at names is one in the CRM. */
export const roundPage = definePage({
  front: 'desk', path: '/round', for: 'official', element: 'eid-round', inMenu: { text: roundTexts.menu, needs: 'appointments.round' },
  show: async (ctx) => {
    const { call, language, query, actor, address } = ctx;
    const say = sayIn(roundTexts, language);
    const day = daySchema.safeParse(query.get('day')).data ?? dayOfCtx(ctx);
    const official = query.get('official') ?? actor.replace(/^official:/, '');
    const stay = stayIn(query);
    const { visits } = await call('appointments.round', { official, day });
    const proposal = await call('appointments.proposeRound', { official, day, ...(stay.length > 0 && { stay: stay.join(',') }) });
    const title = say('title', { day: formatWeekday(instantOf(day, '12:00'), language) });
    const at = (other: string) => `${address('/round')}?${new URLSearchParams({ official, day: other }).toString()}`;
    return {
      title,
      body: html`<h1 class="utrecht-heading-1">${title}</h1>
<p class="utrecht-paragraph">${say('of', { official })}</p>
<p class="utrecht-paragraph eid-week-steps">${link(at(addDays(day, -1)), say('before'))} ${link(at(addDays(day, 1)), say('after'))}</p>
${visits.length === 0 ? html`<p class="eid-note">${say('none')}</p>` : html`<ol class="eid-round">${visits.map((visit) => stop(visit, ctx))}</ol>
<p class="utrecht-paragraph"><strong>${say('total', { minutes: visits.reduce((sum, { travelMinutes }) => sum + travelMinutes, 0) })}</strong></p>
<p class="utrecht-form-field-description eid-not-printed">${say('print')}</p>
${shorterRound(proposal, { visits, stay, here: at(day) }, ctx)}`}`,
    };
  },
});

function stop({ dossier, purpose, start, end, name, address: where, travelMinutes }: Visit, { language, address }: Pick<PageCtx, 'language' | 'address'>): Markup {
  const say = sayIn(roundTexts, language);
  return html`<li class="eid-card">
${travelMinutes > 0 && html`<p class="utrecht-form-field-description">${say('travel', { minutes: travelMinutes })}</p>`}
<h2 class="utrecht-heading-3">${formatTime(start, language)} - ${formatTime(end, language)} ${name}</h2>
<p>${sayIn(purposeTexts, language)(purpose)}</p>
<p>${where ? formatAddress(where, language).map((line, index) => html`${index > 0 && html`<br />`}${line}`) : say('unknown')}</p>
<p class="eid-not-printed">${link(address(`/visits/${dossier}/${purpose}`), say('open'))}</p>
</li>
`;
}

/** Visits whose citizens said no. What is no id is left out. */
function stayIn(query: URLSearchParams): string[] {
  return (query.get('stay') ?? '').split(',').filter((id) => z.uuid().safeParse(id).success).slice(0, 20);
}

interface Shown { readonly visits: readonly Visit[]; readonly stay: readonly string[]; readonly here: string }

/** Whom to ask, one after the other; each leads to the page that moves a visit. */
function shorterRound({ minutes, visits: proposed }: Proposal, { visits, stay, here }: Shown, { language, address, may }: Pick<PageCtx, 'language' | 'address' | 'may'>): Markup | null {
  const say = sayIn(roundTexts, language);
  const moves = proposed.filter(({ step }) => step > 0).toSorted((a, b) => a.step - b.step);
  if (moves.length === 0 || !may('appointments.move')) return null;
  return html`<section class="eid-not-printed" aria-labelledby="shorter">
<h2 class="utrecht-heading-2" id="shorter">${say('shorter', { minutes: minutes.now - minutes.proposed })}</h2>
<p class="utrecht-paragraph">${say('shorterHelp')}</p>
<ol class="eid-round">${moves.map(({ appointment, dossier, purpose, start, proposedStart, step }) => {
  const name = visits.find((visit) => visit.appointment === appointment)?.name;
  return html`<li class="eid-card">
<h3 class="utrecht-heading-3">${say('instead', { name: name === undefined || name === '' ? say('nameless') : name, from: formatTime(start, language), to: formatTime(proposedStart, language) })}</h3>
${step > 1 && html`<p>${say('moveLater')}</p>`}
<p class="eid-ways">${link(address(`/dossiers/${dossier}`), say('whom'))} ${link(`${address(`/dossiers/${dossier}/moment/${purpose}`)}?${new URLSearchParams({ day: dayOf(proposedStart), start: String(proposedStart) }).toString()}`, say('move'))} ${link(`${here}&${new URLSearchParams({ stay: [...stay, appointment].join(',') }).toString()}`, say('refused'))}</p>
</li>
`;
})}</ol>
</section>`;
}
