import { z } from 'zod';
import { formatDay, formatNumber } from '#services/belgium/formats.ts';
import { journey } from '#services/journey/journey.states.ts';
import { html, type Content, type Markup } from '#services/kernel/html.ts';
import { definePage, type PageCtx } from '#services/kernel/page.ts';
import type { ActionOutput } from '#services/kernel/registry.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { link } from '#services/pieces/form-pieces.ts';
import { indicatorSchema, type IndicatorId } from '../indicators.contract.ts';
import { askedIn, inputOf, withAsked, type Asked } from './asked.ts';
import { limitedNote } from './filter-form.ts';
import { meaningTexts, nameTexts } from './indicator-texts.ts';
import { indicatorsTexts } from './indicators-texts.ts';
import { sayCount } from './say-figure.ts';

type Behind = ActionOutput<'indicators.dossiers'>['dossiers'][number];
const onOnePage = 50;
/** Of these the figure is a number of dossiers on many days, of which the list shows one. */
const standing: ReadonlySet<IndicatorId> = new Set(['K4', 'K5']);
const pageAsked = z.coerce.number().int().min(0).max(100_000).catch(0);

/** The dossiers that a figure is made of, the longest first. No names: a list looks nobody up. */
export const behindPage = definePage({
  front: 'desk', path: '/indicators/{indicator}/dossiers', for: 'official',
  show: async (ctx) => {
    const { language, call, address, path, query } = ctx;
    const { success, data: indicator } = indicatorSchema.safeParse(path['indicator']);
    if (!success) return { goTo: address('/indicators') };
    const say = sayIn(indicatorsTexts, language);
    const [asked, page] = [askedIn(ctx), pageAsked.parse(query.get('page') ?? 0)];
    const { from, until, dossiers, total } = await call('indicators.dossiers', { indicator, ...inputOf(asked), limit: onOnePage, offset: page * onOnePage });
    const name = nameTexts[indicator][language];
    const title = say('dossiersTitle', { name });
    const first = page * onOnePage + 1;
    const spread = { first: formatNumber(first, language), last: formatNumber(first + dossiers.length - 1, language), total: formatNumber(total, language) };
    return {
      title,
      body: html`<p>${link(withAsked(address(`/indicators/${indicator}`), asked), say('backToOne'))}</p>
<h1 class="utrecht-heading-1">${title}</h1>
<p class="utrecht-paragraph">${meaningTexts[indicator][language]}</p>
<p class="utrecht-paragraph">${say('period')}: ${say('fromUntil', { from: formatDay(from, language), until: formatDay(until, language) })}.</p>
${standing.has(indicator) && html`<p class="utrecht-paragraph">${say('dossiersStanding')}</p>`}
${limitedNote(asked, ctx)}
${dossiers.length === 0 ? html`<p class="eid-note">${say('dossiersNone')}</p>` : html`<p class="utrecht-paragraph">${say('dossiersShown', spread)}</p>
${tableOf(indicator, dossiers, ctx)}`}
${stepsOf(indicator, asked, page, total, ctx)}`,
    };
  },
});

function tableOf(indicator: IndicatorId, dossiers: readonly Behind[], { language, address, may }: Pick<PageCtx, 'language' | 'address' | 'may'>): Markup {
  const say = sayIn(indicatorsTexts, language);
  const title = say('dossiersLink');
  return html`<div class="eid-scroll" tabindex="0" role="region" aria-label="${title}"><table class="utrecht-table eid-figures"><caption class="eid-unseen">${title}</caption>
<thead><tr><th scope="col">${say('columnDossier')}</th><th scope="col">${say('columnValue')}</th><th scope="col">${say('columnDay')}</th><th scope="col">${say('columnState')}</th></tr></thead>
<tbody>${dossiers.map(({ dossier, value, day, state }) => html`<tr><th scope="row">${may('journey.show') ? html`<a class="utrecht-link eid-reference" href="${address(`/dossiers/${dossier}`)}">${dossier}</a>` : html`<span class="eid-reference">${dossier}</span>`}</th><td>${valueOf(indicator, value, language)}</td><td>${formatDay(day, language)}</td><td>${phaseOf(state, language)}</td></tr>
`)}</tbody></table></div>`;
}

/** How long it took; of who renewed, where. */
function valueOf(indicator: IndicatorId, value: number | null, language: PageCtx['language']): Content {
  const say = sayIn(indicatorsTexts, language);
  if (value === null) return say('none');
  if (indicator === 'K7') return say(value === 2 ? 'helped-2' : value === 1 ? 'helped-1' : 'helped-0');
  return sayCount(value, indicator === 'K6' ? 'complaints' : 'days', language);
}

/** Of a dossier that has been erased only its figures are left. */
function phaseOf(state: string, language: PageCtx['language']): string {
  const spec = Object.entries(journey.states).find(([name]) => name === state)?.[1];
  return sayIn(indicatorsTexts, language)(spec ? `phase-${spec.phase}` : 'gone');
}

function stepsOf(indicator: IndicatorId, asked: Asked, page: number, total: number, { language, address }: Pick<PageCtx, 'language' | 'address'>): Markup | null {
  const say = sayIn(indicatorsTexts, language);
  const at = (other: number) => withAsked(address(`/indicators/${indicator}/dossiers`), asked, { page: other === 0 ? undefined : String(other) });
  const [before, after] = [page > 0, (page + 1) * onOnePage < total];
  if (!before && !after) return null;
  return html`<nav class="eid-actions" aria-label="${say('pages')}">${before && link(at(page - 1), say('earlier'))}${after && link(at(page + 1), say('later'))}</nav>`;
}
