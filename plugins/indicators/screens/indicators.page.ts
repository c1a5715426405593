import { formatDay } from '#services/belgium/formats.ts';
import { html, type Markup } from '#services/kernel/html.ts';
import { definePage, type PageCtx } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { link } from '#services/pieces/form-pieces.ts';
import type { Figure } from '../indicators.contract.ts';
import { availabilityCard } from './availability-card.ts';
import { askedIn, inputOf, monthOnly, withAsked, type Asked } from './asked.ts';
import { seriesOf } from './chart/series-of.ts';
import { smallTrend } from './chart/trend-chart.ts';
import { filterForm, limitedNote } from './filter-form.ts';
import { meaningTexts, nameTexts } from './indicator-texts.ts';
import { indicatorsTexts } from './indicators-texts.ts';
import { sayChange } from './say-change.ts';
import { bigValue, metTag, sayBaseline, sayEmpty, saySummary, sayTarget } from './say-figure.ts';
import { seeAlso } from './see-also.ts';

/** Does it work? Eight figures with what they should be, for who runs the service and for the council. */
export const indicatorsPage = definePage({
  front: 'desk', path: '/indicators', for: 'official', element: 'eid-indicators', inMenu: { text: indicatorsTexts.menu, needs: 'indicators.list' },
  show: async (ctx) => {
    const { language, call, address, may } = ctx;
    const say = sayIn(indicatorsTexts, language);
    const asked = askedIn(ctx);
    const wanted = inputOf(asked);
    // It is of the last three months and of the whole municipality.
    const [{ asOf, indicators }, { officials }, availability] = await Promise.all([call('indicators.list', wanted), call('indicators.officials', monthOnly(asked)), Object.keys(wanted).length === 0 ? availabilityCard(ctx) : null]);
    return {
      title: say('menu'), live: 600,
      body: html`<h1 class="utrecht-heading-1">${say('title')}</h1>
<p class="eid-meaning">${saySummary(indicators, language)} ${say('asOf', { day: formatDay(asOf, language) })}</p>
${filterForm(address('/indicators'), asked, ctx, officials)}
${limitedNote(asked, ctx)}
<ol class="eid-measures">${indicators.map((figure) => card(figure, asked, ctx))}${availability}</ol>
<p class="eid-actions">${link(withAsked(address('/indicators-report'), { month: asked.month }), say('report'))}${may('indicators.export') && html` ${link(withAsked(address('/indicators-csv'), { month: asked.month }), say('csv'))}`}</p>
${seeAlso(ctx)}`,
    };
  },
});

function card(figure: Figure, asked: Asked, { language, address }: Pick<PageCtx, 'language' | 'address'>): Markup {
  const say = sayIn(indicatorsTexts, language);
  const { indicator, met, empty } = figure;
  const change = sayChange(figure, language);
  return html`<li${met !== null && html` class="${met ? 'eid-measures-yes' : 'eid-measures-no'}"`}><h2 class="utrecht-heading-2">${link(withAsked(address(`/indicators/${indicator}`), asked), nameTexts[indicator][language])}</h2>
<p>${bigValue(figure, language)}</p>
<p>${empty === null ? metTag(met, language) : sayEmpty(empty, language)}</p>
<p>${say('target')}: ${sayTarget(figure, language)}<br />${say('baseline')}: ${sayBaseline(figure, language)}</p>
${change !== null && html`<p class="eid-aside">${change}</p>`}
<p class="eid-aside">${meaningTexts[indicator][language]}</p>
${smallTrend(seriesOf(figure))}</li>
`;
}
