import { formatNumber, formatPercent, saysOne } from '#services/belgium/formats.ts';
import type { Language } from '#services/kernel/context.ts';
import { html, type Markup } from '#services/kernel/html.ts';
import { sayIn } from '#services/kernel/texts.ts';
import type { Figure } from '../indicators.contract.ts';
import { countTexts } from './count-texts.ts';
import { indicatorsTexts } from './indicators-texts.ts';

export type Unit = Figure['unit'];
export type Counted = 'days' | 'weeks' | 'dossiers' | 'complaints' | 'people' | 'points';
const mark = '\u{e000}';

/** '1 dag', '2,5 dagen'. */
export function sayCount(count: number, of: Counted, language: Language): string {
  return sayIn(countTexts, language)(keyOf(count, of, language), { count: formatNumber(count, language) });
}

function keyOf(count: number, of: Counted, language: Language): keyof typeof countTexts {
  return `${of}-${saysOne(count, language) ? 'one' : 'other'}`;
}

/** A figure with what it counts. */
export function sayValue(value: number, unit: Unit, language: Language): string {
  return unit === 'percent' ? formatPercent(value, language) : sayCount(value, unit, language);
}

/** The number alone, where what it counts is said beside it. */
export function writeValue(value: number, unit: Unit, language: Language): string {
  return unit === 'percent' ? formatPercent(value, language) : formatNumber(value, language);
}

/** Large, to be read across a room. */
export function bigValue({ value, unit }: Pick<Figure, 'value' | 'unit'>, language: Language): Markup {
  if (value === null) return html`<strong class="eid-measure eid-measure--none">${sayIn(indicatorsTexts, language)('unknown')}</strong>`;
  const number = html`<strong class="eid-measure">${writeValue(value, unit, language)}</strong>`;
  if (unit === 'percent') return number;
  const [before = '', after = ''] = sayIn(countTexts, language)(keyOf(value, unit, language), { count: mark }).split(mark);
  return html`${before}${number}${after}`;
}

/** Of a share more is better; of days, dossiers and complaints less. */
export const moreIsBetter = (unit: Unit): boolean => unit === 'percent';

/** 'hoogstens 7 dagen'. */
export function sayTarget({ target, unit }: Pick<Figure, 'target' | 'unit'>, language: Language): string {
  return sayIn(indicatorsTexts, language)(moreIsBetter(unit) ? 'target-least' : 'target-most', { value: sayValue(target, unit, language) });
}

export function sayBaseline({ baseline, unit }: Pick<Figure, 'baseline' | 'unit'>, language: Language): string {
  return baseline === null ? sayIn(indicatorsTexts, language)('baselineNone') : sayValue(baseline, unit, language);
}

/** In words and in shape: a round tick, or a triangle. Who sees no colours, or a print without, reads the same. */
export function metTag(met: boolean | null, language: Language): Markup {
  const say = sayIn(indicatorsTexts, language);
  if (met === null) return html`<span class="eid-met eid-met--unknown"><svg viewBox="0 0 16 16" aria-hidden="true"><circle cx="8" cy="8" r="6.5" /></svg>${say('unknown')}</span>`;
  if (met) return html`<span class="eid-met eid-met--yes"><svg viewBox="0 0 16 16" aria-hidden="true"><circle cx="8" cy="8" r="8" /><path d="M4 8.5 7 11.5 12 5" /></svg>${say('met')}</span>`;
  return html`<span class="eid-met eid-met--no"><svg viewBox="0 0 16 16" aria-hidden="true"><path d="M8 0 16 15H0Z" /><path d="M8 5v5M8 12v1.5" /></svg>${say('missed')}</span>`;
}

/** Why there is no figure now. */
export function sayEmpty(empty: NonNullable<Figure['empty']>, language: Language): string {
  return sayIn(indicatorsTexts, language)(`empty-${empty}`);
}

/** How many targets are met, and how many figures there are not. */
export function saySummary(figures: readonly Pick<Figure, 'met'>[], language: Language): string {
  const say = sayIn(indicatorsTexts, language);
  const empty = figures.filter(({ met }) => met === null).length;
  return `${say('summary', { met: figures.filter(({ met }) => met === true).length, all: figures.length })}${empty === 0 ? '' : ` ${say('summaryEmpty', { count: empty })}`}`;
}
