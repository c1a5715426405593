import { formatMonth } from '#services/belgium/formats.ts';
import type { Language } from '#services/kernel/context.ts';
import { sayIn } from '#services/kernel/texts.ts';
import type { Figure } from '../indicators.contract.ts';
import { changeTexts } from './change-texts.ts';
import { moreIsBetter, sayCount } from './say-figure.ts';

/** How it differs from the end of the month before; nothing where one of the two has no figure. */
export function sayChange({ unit, value, trend }: Pick<Figure, 'unit' | 'value' | 'trend'>, language: Language): string | null {
  const before = trend.at(-2);
  if (value === null || !before || before.value === null) return null;
  const say = sayIn(changeTexts, language);
  // As it is written: what does not show is no change.
  const change = shown(value) - shown(before.value);
  const month = formatMonth(before.month, language);
  if (change === 0) return say('same', { month });
  const amount = sayCount(Math.abs(change), unit === 'percent' ? 'points' : unit, language);
  return `${say(change > 0 ? 'more' : 'less', { amount, month })} ${say((change > 0) === moreIsBetter(unit) ? 'better' : 'worse')}`;
}

const shown = (value: number): number => Math.round(value * 10) / 10;
