import { dayOf } from '#services/belgium/brussels-time.ts';
import { formatTime, formatWeekday } from '#services/belgium/formats.ts';
import { html, type Markup } from '#services/kernel/html.ts';
import type { Language } from '#services/kernel/context.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { momentsTexts } from './moments-texts.ts';
import { radio } from './form-pieces.ts';

export interface Moment {
  readonly start: number;
  readonly end: number;
  /** Who comes drives less for it. The order stays that of time: that is how people look for a moment. */
  readonly preferred?: boolean;
}
export interface MomentsOptions {
  readonly moments: readonly Moment[];
  readonly language: Language;
  /** From 0. */
  readonly page: number;
  readonly addressOf: (page: number) => string;
  readonly chosen: number | undefined;
  readonly wrong: boolean;
}

/** So many days stand on one page: a telephone on a slow line gets it too. */
export const daysOnPage = 5;

/** Moments to choose from, a group for each day. */
export function momentsByDay({ moments, language, page, chosen, wrong }: MomentsOptions): Markup {
  const say = sayIn(momentsTexts, language);
  const days = [...Map.groupBy(moments, ({ start }) => dayOf(start)).values()].slice(page * daysOnPage, (page + 1) * daysOnPage);
  return html`${days.flat().some(({ preferred }) => preferred) && html`<p class="utrecht-paragraph">${say('fitsHint')}</p>
`}${wrong && html`<p class="utrecht-form-field-error-message" id="start-wrong">${say('momentMissing')}</p>`}
${days.map((ofDay, dayIndex) => html`<fieldset${wrong && html` aria-describedby="start-wrong"`}><legend><span class="utrecht-heading-3">${formatWeekday(ofDay[0]?.start ?? 0, language)}</span></legend>
<div class="eid-times">
${ofDay.map(({ start, end, preferred }, index) => radio('start', dayIndex + index === 0 ? 'start' : `start-${start}`, { value: String(start), label: `${formatTime(start, language)} - ${formatTime(end, language)}`, ...(preferred && { more: say('fits') }) }, start === chosen))}</div></fieldset>
`)}`;
}

/** Ways to the days before and after. */
export function otherDays({ moments, language, page, addressOf }: MomentsOptions): Markup | null {
  const say = sayIn(momentsTexts, language);
  const pages = Math.ceil(new Set(moments.map(({ start }) => dayOf(start))).size / daysOnPage);
  if (pages <= 1) return null;
  return html`<nav class="eid-actions" aria-label="${say('momentsPages')}">
${page > 0 && html`<a class="utrecht-link" href="${addressOf(page - 1)}">${say('earlier')}</a>`}
${page < pages - 1 && html`<a class="utrecht-link" href="${addressOf(page + 1)}">${say('later')}</a>`}
</nav>`;
}

/** Which page of days an address asks for. */
export function pageIn(query: URLSearchParams): number {
  const page = Number(query.get('days') ?? 0);
  return Number.isSafeInteger(page) && page >= 0 && page < 100 ? page : 0;
}
