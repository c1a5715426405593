import { instantOf } from '#services/belgium/brussels-time.ts';
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

/** One day's visits in driving order, with addresses; to take along on paper too. Not looked at again by itself: each look at names is one in the CRM. */
export const roundPage = definePage({
  front: 'desk', path: '/round', for: 'official', element: 'eid-round', inMenu: { text: roundTexts.menu, needs: 'appointments.round' },
  show: async (ctx) => {
    const { call, language, query, actor, address } = ctx;
    const say = sayIn(roundTexts, language);
    const day = daySchema.safeParse(query.get('day')).data ?? dayOfCtx(ctx);
    const official = query.get('official') ?? actor.replace(/^official:/, '');
    const { visits } = await call('appointments.round', { official, day });
    const title = say('title', { day: formatWeekday(instantOf(day, '12:00'), language) });
    const at = (other: string) => `${address('/round')}?${new URLSearchParams({ official, day: other }).toString()}`;
    return {
      title,
      body: html`<h1 class="utrecht-heading-1">${title}</h1>
<p class="utrecht-paragraph">${say('of', { official })}</p>
<p class="utrecht-paragraph eid-week-steps">${link(at(addDays(day, -1)), say('before'))} ${link(at(addDays(day, 1)), say('after'))}</p>
${visits.length === 0 ? html`<p class="eid-note">${say('none')}</p>` : html`<ol class="eid-round">${visits.map((visit) => stop(visit, ctx))}</ol>
<p class="utrecht-form-field-description eid-not-printed">${say('print')}</p>`}`,
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
