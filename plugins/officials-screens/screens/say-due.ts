import { timeOf } from '#services/belgium/brussels-time.ts';
import { formatTime, formatWeekday } from '#services/belgium/formats.ts';
import { html, type Markup } from '#services/kernel/html.ts';
import type { PageCtx } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { factTexts } from './state-texts.ts';

/** By when something is due; what is overdue says so in a word, not in a colour alone. */
export function sayDue(dueAt: number | null, { language, now }: Pick<PageCtx, 'language' | 'now'>): Markup | null {
  if (dueAt === null) return null;
  // The last minute of a day stands for that day.
  const said = timeOf(dueAt) === '23:59' ? formatWeekday(dueAt, language) : `${formatWeekday(dueAt, language)} ${formatTime(dueAt, language)}`;
  return html`${dueAt < now() && html`<span class="eid-tag eid-tag--late">${sayIn(factTexts, language)('late')}</span> `}<time datetime="${new Date(dueAt).toISOString()}">${said}</time>`;
}
