import { formatMonth, formatShortMonth } from '#services/belgium/formats.ts';
import type { Language } from '#services/kernel/context.ts';
import { html, type Markup } from '#services/kernel/html.ts';
import { sayIn } from '#services/kernel/texts.ts';
import type { Figure } from '../indicators.contract.ts';
import { sayBasis } from './basis-of.ts';
import { seriesOf } from './chart/series-of.ts';
import { trendChart } from './chart/trend-chart.ts';
import { nameTexts } from './indicator-texts.ts';
import { indicatorsTexts } from './indicators-texts.ts';
import { sayBaseline, sayTarget, sayValue, writeValue } from './say-figure.ts';

/** How it went, as a picture. */
export function trendPicture(figure: Figure, language: Language): Markup {
  const say = sayIn(indicatorsTexts, language);
  const { indicator, unit, baseline, trend } = figure;
  return trendChart({
    ...seriesOf(figure), id: `trend-${indicator}`, title: `${nameTexts[indicator][language]}: ${say('trendTitle', { count: trend.length })}`, description: sayTrend(figure, language),
    months: trend.map(({ month }) => ({ month, short: formatShortMonth(month, language), long: formatMonth(month, language) })),
    valueLabel: say('columnValue'), targetLabel: `${say('target')}: ${sayTarget(figure, language)}`, baselineLabel: baseline === null ? null : `${say('baseline')}: ${sayBaseline(figure, language)}`,
    write: (value) => writeValue(value, unit, language),
  });
}

/** In words, for who does not see it. */
export function sayTrend({ trend, unit }: Pick<Figure, 'trend' | 'unit'>, language: Language): string {
  const say = sayIn(indicatorsTexts, language);
  const known = trend.flatMap(({ month, value }) => (value === null ? [] : [{ month: formatMonth(month, language), value: sayValue(value, unit, language) }]));
  const [first, last] = [known[0], known.at(-1)];
  if (!first || !last) return say('trendNone');
  return known.length === 1 ? say('trendOne', { last: last.value, until: last.month }) : say('trendFromTo', { first: first.value, from: first.month, last: last.value, until: last.month });
}

/** The same figures, the newest first: for screen readers, for paper, and for who wants to know exactly. */
export function trendTable({ indicator, trend, unit, target }: Figure, language: Language): Markup {
  const say = sayIn(indicatorsTexts, language);
  return html`<div class="eid-scroll" tabindex="0" role="region" aria-label="${say('tableTitle')}"><table class="utrecht-table eid-figures"><caption class="eid-unseen">${say('tableTitle')}</caption>
<thead><tr><th scope="col">${say('columnMonth')}</th><th scope="col">${say('columnValue')}</th><th scope="col">${say('columnTarget')}</th><th scope="col">${say('columnBasis')}</th></tr></thead>
<tbody>${trend.toReversed().map(({ month, value, basis }) => html`<tr><th scope="row">${formatMonth(month, language)}</th><td>${value === null ? say('none') : sayValue(value, unit, language)}</td><td>${sayValue(target, unit, language)}</td><td>${sayBasis({ indicator, basis }, language)}</td></tr>
`)}</tbody></table></div>`;
}
