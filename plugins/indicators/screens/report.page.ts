import { formatDay, formatMonth } from '#services/belgium/formats.ts';
import { html, type Markup } from '#services/kernel/html.ts';
import { definePage, type PageCtx } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { link } from '#services/pieces/form-pieces.ts';
import type { Figure } from '../indicators.contract.ts';
import { askedIn, lastMonthOver, monthsFrom, monthsOver, withAsked } from './asked.ts';
import { sayBasis } from './basis-of.ts';
import { meaningTexts, nameTexts } from './indicator-texts.ts';
import { indicatorsTexts } from './indicators-texts.ts';
import { reportTexts } from './report-texts.ts';
import { sayChange } from './say-change.ts';
import { metTag, sayBaseline, sayEmpty, saySummary, sayTarget, sayValue } from './say-figure.ts';
import { trendPicture } from './trend-part.ts';

type Language = PageCtx['language'];

/** A month on paper: all figures at a glance, then each in words and as a picture. */
export const reportPage = definePage({
  front: 'desk', path: '/indicators-report', for: 'official',
  show: async (ctx) => {
    const { language, call, municipality } = ctx;
    const month = askedIn(ctx).month ?? lastMonthOver(ctx);
    const { asOf, indicators } = await call('indicators.list', { month });
    const say = sayIn(reportTexts, language);
    const title = say('title', { month: formatMonth(month, language) });
    return {
      title,
      body: html`<div class="eid-report"><h1 class="utrecht-heading-1">${title}</h1>
<p class="eid-meaning">${municipality.name}. ${saySummary(indicators, language)}</p>
<p class="utrecht-paragraph">${say('intro', { day: formatDay(asOf, language) })}${month > lastMonthOver(ctx) && ` ${say('unfinished')}`}</p>
${waysOf(month, ctx)}
<h2 class="utrecht-heading-2">${say('overview')}</h2>
${glance(indicators, language)}
${indicators.map((figure) => part(figure, language))}</div>`,
    };
  },
});

/** To other months, to the figures as a file, and back. Not on paper. */
function waysOf(month: string, ctx: PageCtx): Markup {
  const { language, address, may } = ctx;
  const [say, words] = [sayIn(reportTexts, language), sayIn(indicatorsTexts, language)];
  const known = monthsOver(ctx);
  const next = monthsFrom(month, 1);
  const at = (other: string) => link(`${address('/indicators-report')}?month=${other}`, formatMonth(other, language));
  return html`<nav class="eid-actions" aria-label="${say('months')}">${at(monthsFrom(month, -1))}${known.some((one) => one >= next) && at(next)}${may('indicators.export') && link(withAsked(address('/indicators-csv'), { month }), words('csv'))}${link(address('/indicators'), words('back'))}</nav>`;
}

function glance(figures: readonly Figure[], language: Language): Markup {
  const [say, words] = [sayIn(reportTexts, language), sayIn(indicatorsTexts, language)];
  return html`<div class="eid-scroll" tabindex="0" role="region" aria-label="${say('overview')}"><table class="utrecht-table eid-figures"><caption class="eid-unseen">${say('overview')}</caption>
<thead><tr><th scope="col">${say('columnName')}</th><th scope="col">${words('columnValue')}</th><th scope="col">${words('target')}</th><th scope="col">${words('baseline')}</th><th scope="col">${say('columnChange')}</th><th scope="col">${say('columnMet')}</th></tr></thead>
<tbody>${figures.map((figure) => html`<tr><th scope="row">${nameTexts[figure.indicator][language]}</th><td>${figure.value === null ? words('none') : sayValue(figure.value, figure.unit, language)}</td><td>${sayTarget(figure, language)}</td><td>${sayBaseline(figure, language)}</td><td>${sayChange(figure, language) ?? say('noChange')}</td><td>${metTag(figure.met, language)}</td></tr>
`)}</tbody></table></div>`;
}

function part(figure: Figure, language: Language): Markup {
  const [say, words] = [sayIn(reportTexts, language), sayIn(indicatorsTexts, language)];
  const { indicator, unit, value, baseline, empty, met, from, until, beside } = figure;
  const said = value === null ? [empty !== null && sayEmpty(empty, language)] : [
    say('figure', { value: sayValue(value, unit, language), target: sayTarget(figure, language) }), sayChange(figure, language), baseline !== null && say('before', { value: sayValue(baseline, unit, language) }),
    ...beside.map((other) => other.value !== null && say('beside', { what: words(`beside-${other.id}`), value: sayValue(other.value, unit, language) })),
    say('madeOf', { basis: sayBasis(figure, language), from: formatDay(from, language), until: formatDay(until, language) }),
  ];
  return html`<section class="eid-report-part"><h2 class="utrecht-heading-2">${nameTexts[indicator][language]}</h2>
<p class="utrecht-paragraph"><strong>${meaningTexts[indicator][language]}</strong></p>
<p class="utrecht-paragraph">${metTag(met, language)}</p>
<p class="utrecht-paragraph">${said.filter(Boolean).join(' ')}</p>
${trendPicture(figure, language)}</section>
`;
}
