import { formatTime, formatWeekday } from '#services/belgium/formats.ts';
import type { Language } from '#services/kernel/context.ts';
import { html, type Markup } from '#services/kernel/html.ts';
import { definePage, type PageCtx } from '#services/kernel/page.ts';
import type { ActionOutput } from '#services/kernel/registry.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { link } from '#services/pieces/form-pieces.ts';
import { handOverTexts } from './hand-over-texts.ts';

type Line = ActionOutput<'bpost-delivery.list'>['deliveries'][number];

/** Cards that bpost brings: what is to be given to its courier, what it holds, and what is to come. */
export const handOversPage = definePage({
  front: 'desk', path: '/hand-overs', for: 'official', element: 'eid-hand-overs', inMenu: { text: handOverTexts.menu, needs: 'bpost-delivery.list' },
  show: async (ctx) => {
    const say = sayIn(handOverTexts, ctx.language);
    const { deliveries } = await ctx.call('bpost-delivery.list', {});
    const isAway = ({ custody }: Line) => custody === 'courier' || custody === 'bpost-employee';
    return {
      title: say('title'), live: 15,
      body: html`<h1 class="utrecht-heading-1">${say('title')}</h1>
${group(say('toGive'), deliveries.filter(({ mayHandOver }) => mayHandOver), ctx, say('toGiveText'))}
${group(say('withBpost'), deliveries.filter(isAway), ctx)}
${group(say('notYet'), deliveries.filter((one) => !one.mayHandOver && !isAway(one)), ctx)}`,
    };
  },
});

function group(title: string, lines: readonly Line[], ctx: PageCtx, text?: string): Markup {
  const say = sayIn(handOverTexts, ctx.language);
  return html`<h2 class="utrecht-heading-2">${title} <span class="eid-tag">${lines.length}</span></h2>
${text !== undefined && lines.length > 0 && html`<p class="utrecht-paragraph">${text}</p>`}
${lines.length === 0 ? html`<p class="utrecht-paragraph">${say('none')}</p>` : html`<ul class="eid-cards">${lines.map((line) => cardOf(line, ctx))}</ul>`}
`;
}

function cardOf({ dossier, moment, custody, state, held }: Line, { language, address }: PageCtx): Markup {
  const say = sayIn(handOverTexts, language);
  return html`<li class="eid-card"><h3 class="utrecht-heading-3">${sayMoment(moment, language)}</h3>
<p class="utrecht-paragraph">${say(custody)}<br />${say(state)}</p>
${held > 0 && html`<p class="eid-tag eid-tag--late">${say('held', { count: held })}</p>`}
<p class="eid-visit-foot">${link(address(`/hand-overs/${dossier}`), say('open'))}</p></li>
`;
}

export function sayMoment({ start, end }: { readonly start: number; readonly end: number }, language: Language): string {
  return sayIn(handOverTexts, language)('fromUntil', { day: formatWeekday(start, language), start: formatTime(start, language), end: formatTime(end, language) });
}
