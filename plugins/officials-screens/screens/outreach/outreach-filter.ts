import { z } from 'zod';
import { standingSchema, stepSchema, toldBySchema } from '#plugins/outreach/outreach.contract.ts';
import { html, type Markup } from '#services/kernel/html.ts';
import type { PageCtx } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { dayOfCtx } from '../day-of-ctx.ts';
import { outreachTexts, standingTexts, stepTexts } from './outreach-texts.ts';

export const rowsAtOnce = 100;
export const mostRows = 500;

/** What an address asks of the list; what it cannot be asked is left out. */
const asked = z.object({
  year: z.coerce.number().int().min(2000).max(2200).optional().catch(undefined), standing: standingSchema.optional().catch(undefined), step: stepSchema.optional().catch(undefined), medium: toldBySchema.optional().catch(undefined),
  rows: z.coerce.number().int().min(rowsAtOnce).max(mostRows).catch(rowsAtOnce),
});
export type Asked = z.output<typeof asked>;

/** A choice of all comes empty. */
export const askedIn = (query: URLSearchParams): Asked => asked.parse(Object.fromEntries([...query].filter(([, value]) => value !== '')));

export function filterForm(chosen: Asked, ctx: Pick<PageCtx, 'language' | 'address' | 'now'>): Markup {
  const { language, address } = ctx;
  const say = sayIn(outreachTexts, language);
  const now = Number(dayOfCtx(ctx).slice(0, 4));
  const select = (name: 'year' | 'standing' | 'step' | 'medium', options: readonly (readonly [value: string, label: string])[], none: boolean) => html`<div class="utrecht-form-field"><label class="utrecht-form-label" for="${name}">${say(name)}</label>
<select class="utrecht-select utrecht-select--html-select" id="${name}" name="${name}">${none && html`<option value="">${say('all')}</option>`}${options.map(([value, label]) => html`<option value="${value}"${String(chosen[name] ?? (name === 'year' ? now : '')) === value && html` selected`}>${label}</option>`)}</select></div>
`;
  return html`<form method="get" action="${address('/outreach')}" class="eid-filter" role="search" aria-label="${say('filterTitle')}">
${select('year', [now - 1, now].map((year) => [String(year), String(year)]), false)}
${select('standing', standingSchema.options.map((value) => [value, standingTexts[value][language]]), true)}
${select('step', stepSchema.options.map((value) => [value, stepTexts[value][language]]), true)}
${select('medium', toldBySchema.options.map((value) => [value, say(`medium-${value}`)]), true)}
<p><button class="utrecht-button utrecht-button--secondary-action" type="submit">${say('show')}</button></p>
<p><a class="utrecht-link" href="${address('/outreach')}">${say('clear')}</a></p>
</form>`;
}
