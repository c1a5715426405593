import { formatTime, formatWeekday } from '#services/belgium/formats.ts';
import type { Language } from '#services/kernel/context.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { deliveryTexts } from './delivery-texts.ts';

/** 'dinsdag 1 december, van 09:00 tot 09:45'. */
export function sayVisit({ start, end }: { readonly start: number; readonly end: number }, language: Language): string {
  return sayIn(deliveryTexts, language)('fromUntil', { day: formatWeekday(start, language), start: formatTime(start, language), end: formatTime(end, language) });
}
