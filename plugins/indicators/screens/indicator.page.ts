import { formatDay } from '#services/belgium/formats.ts';
import { html, type Markup } from '#services/kernel/html.ts';
import { definePage, type PageCtx } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { facts, link } from '#services/pieces/form-pieces.ts';
import { definitionOf } from '../definitions.ts';
import { indicatorSchema, type Figure, type IndicatorId } from '../indicators.contract.ts';
import { askedIn, inputOf, monthOnly, withAsked, type Asked } from './asked.ts';
import { sayBasis } from './basis-of.ts';
import { besidePart } from './beside-part.ts';
import { filterForm, limitedNote } from './filter-form.ts';
import { emptyTexts, groupTexts, meaningTexts, nameTexts, reckoningTexts } from './indicator-texts.ts';
import { indicatorsTexts } from './indicators-texts.ts';
import { sayChange } from './say-change.ts';
import { bigValue, metTag, sayBaseline, sayEmpty, sayTarget } from './say-figure.ts';
import { slicesPart } from './slices-part.ts';
import { sayTrend, trendPicture, trendTable } from './trend-part.ts';

/** One indicator: what it measures, how it stands and went, where it differs, whom it is made of, and where it comes from. */
export const indicatorPage = definePage({
  front: 'desk', path: '/indicators/{indicator}', for: 'official', element: 'eid-indicator',
  show: async (ctx) => {
    const { language, call, address, path } = ctx;
    const { success, data: indicator } = indicatorSchema.safeParse(path['indicator']);
    if (!success) return { goTo: address('/indicators') };
    const say = sayIn(indicatorsTexts, language);
    const asked = askedIn(ctx);
    const dividedBy = definitionOf(indicator).dividedBy;
    const [shown, { officials }] = await Promise.all([call('indicators.show', { indicator, ...inputOf(asked) }), dividedBy.includes('official') ? call('indicators.officials', monthOnly(asked)) : { officials: [] }]);
    const name = nameTexts[indicator][language];
    return {
      title: name,
      body: html`<p>${link(withAsked(address('/indicators'), asked), say('back'))}</p>
<h1 class="utrecht-heading-1">${name}</h1>
<p class="eid-meaning">${meaningTexts[indicator][language]}</p>
${limitedNote(asked, ctx)}
${headline(shown, asked, ctx)}
${filterForm(address(`/indicators/${indicator}`), asked, ctx, officials, dividedBy)}
<h2 class="utrecht-heading-2">${say('trendTitle', { count: shown.trend.length })}</h2>
<p class="utrecht-paragraph">${sayTrend(shown, language)}</p>
${trendPicture(shown, language)}
${besidePart(shown, language)}
${slicesPart(shown, asked, ctx)}
${howPart(indicator, ctx)}
<h2 class="utrecht-heading-2">${say('tableTitle')}</h2>
${trendTable(shown, language)}`,
    };
  },
});

function headline(figure: Figure, asked: Asked, { language, address, may }: Pick<PageCtx, 'language' | 'address' | 'may'>): Markup {
  const say = sayIn(indicatorsTexts, language);
  const { indicator, met, empty, from, until } = figure;
  const change = sayChange(figure, language);
  return html`<div class="eid-headline"><p>${bigValue(figure, language)}</p>${empty === null ? html`<p>${metTag(met, language)}</p>` : html`<p>${sayEmpty(empty, language)}</p>`}${change !== null && html`<p>${change}</p>`}</div>
<div class="eid-measure-facts">${facts([
    [say('target'), sayTarget(figure, language)], [say('baseline'), sayBaseline(figure, language)], [say('group'), groupTexts[indicator][language]],
    [say('period'), say('fromUntil', { from: formatDay(from, language), until: formatDay(until, language) })], [say('basis'), sayBasis(figure, language)],
  ])}</div>
${may('indicators.dossiers') && html`<p class="eid-actions"><a class="eid-deed" href="${withAsked(address(`/indicators/${indicator}/dossiers`), asked)}">${say('dossiersLink')}</a></p>`}`;
}

/** How it is reckoned, why it may be empty, and the sentence that it comes from, word for word. */
function howPart(indicator: IndicatorId, { language }: Pick<PageCtx, 'language'>): Markup {
  const say = sayIn(indicatorsTexts, language);
  const { source } = definitionOf(indicator);
  return html`<h2 class="utrecht-heading-2">${say('howTitle')}</h2>
<p class="utrecht-paragraph">${reckoningTexts[indicator][language]}</p>
${indicator !== 'K7' && html`<p class="utrecht-paragraph">${say('median')}</p>`}
<h3 class="utrecht-heading-3">${say('emptyTitle')}</h3>
<p class="utrecht-paragraph">${emptyTexts[indicator][language]}</p>
<h3 class="utrecht-heading-3">${say('source')}</h3>
<blockquote class="eid-source"${language !== 'nl' && html` lang="nl"`}><p>${source}</p></blockquote>`;
}
