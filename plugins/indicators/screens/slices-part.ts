import { html, type Content, type Markup } from '#services/kernel/html.ts';
import type { PageCtx } from '#services/kernel/page.ts';
import type { ActionOutput } from '#services/kernel/registry.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { link } from '#services/pieces/form-pieces.ts';
import type { Figure } from '../indicators.contract.ts';
import { withAsked, type Asked, type Division } from './asked.ts';
import { sayBasis } from './basis-of.ts';
import { bar, longestOf } from './chart/bar.ts';
import { deliverers, grounds } from './filter-form.ts';
import { indicatorsTexts } from './indicators-texts.ts';
import { sayValue } from './say-figure.ts';

export type Shown = ActionOutput<'indicators.show'>;
type Slice = Shown['slices'][number];
const divisionOf: Readonly<Record<Slice['by'], Division>> = { ground: 'ground', deliverer: 'deliverBy', official: 'official' };

/** The same figure of each part of the work, one below the other on one scale. Each leads to the page of that part alone. One ground alone is the whole. */
export function slicesPart(shown: Shown, asked: Asked, { language, address }: Pick<PageCtx, 'language' | 'address'>): Markup | null {
  const say = sayIn(indicatorsTexts, language);
  const groups = [...Map.groupBy(shown.slices, ({ by }) => by)].filter(([by, slices]) => slices.length > 1 || by === 'official');
  if (groups.length === 0) return null;
  const at = ({ by, of }: Slice) => withAsked(address(`/indicators/${shown.indicator}`), asked, { [divisionOf[by]]: of });
  const named = (slice: Slice): string => nameOf(slice, say);
  return html`<h2 class="utrecht-heading-2">${say('slicesTitle')}</h2>
<p class="utrecht-paragraph">${say('slicesNote')}</p>
${groups.map(([by, slices]) => html`<h3 class="utrecht-heading-3">${say(`slices-${by}`)}</h3>
${barTable(shown, say(`slices-${by}`), slices.map((slice) => ({ ...slice, name: slice.basis === 0 ? named(slice) : link(at(slice), named(slice)) })), language)}
`)}`;
}

function nameOf({ by, of }: Slice, say: (key: keyof typeof indicatorsTexts) => string): string {
  const ground = grounds.find((one) => one === of);
  const deliverer = deliverers.find((one) => one === of);
  if (by === 'ground' && ground) return say(`ground-${ground}`);
  return by === 'deliverer' && deliverer ? say(`by-${deliverer}`) : of;
}

interface Row { readonly name: Content; readonly value: number | null; readonly basis: number }

/** Figures with a bar beside each. */
export function barTable({ indicator, unit, target }: Pick<Figure, 'indicator' | 'unit' | 'target'>, caption: string, rows: readonly Row[], language: PageCtx['language']): Markup {
  const say = sayIn(indicatorsTexts, language);
  const longest = unit === 'percent' ? 100 : longestOf(rows.map(({ value }) => value), target);
  return html`<div class="eid-scroll" tabindex="0" role="region" aria-label="${caption}"><table class="utrecht-table eid-figures eid-bars"><caption class="eid-unseen">${caption}</caption>
<thead><tr><td></td><th scope="col">${say('columnValue')}</th><td></td><th scope="col">${say('columnBasis')}</th></tr></thead>
<tbody>${rows.map(({ name, value, basis }) => html`<tr><th scope="row">${name}</th><td class="eid-digits">${value === null ? say('none') : sayValue(value, unit, language)}</td><td>${bar(value, target, longest)}</td><td>${sayBasis({ indicator, basis }, language)}</td></tr>
`)}</tbody></table></div>`;
}
