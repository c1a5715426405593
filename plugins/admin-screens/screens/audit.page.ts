import { z } from 'zod';
import { daySchema } from '#services/belgium/day.ts';
import { html, type Content } from '#services/kernel/html.ts';
import { defineForm, definePage, type PageCtx, type Shown } from '#services/kernel/page.ts';
import type { ActionOutput } from '#services/kernel/registry.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { button, link, problemSummary, textField } from '#services/pieces/form-pieces.ts';
import { table, tag } from '#services/pieces/data-table.ts';
import { adminShown, shortMoment, who } from './admin-pieces.ts';
import { adminTexts } from './admin-texts.ts';
import { auditTexts } from './audit-texts.ts';

const perPage = 50;
const results = ['done', 'refused', 'failed', 'unanswered'] as const;
const words = ['actor', 'what', 'subject'] as const;

/** Who did and looked up what: searched, and verified as a whole. */
export const auditPage = definePage({
  front: 'desk', path: '/admin/audit', for: 'official', element: 'eid-admin-audit', inMenu: { text: adminTexts.audit, needs: 'audit.search' },
  show: (ctx) => search(ctx),
  forms: { verify: defineForm(z.object({}), async (ctx) => search(ctx, await ctx.call('audit.verify', {}))) },
});

async function search(ctx: PageCtx, verified?: ActionOutput<'audit.verify'>): Promise<Shown> {
  const { language, call, query, formFields, may } = ctx;
  const [say, sayAdmin] = [sayIn(auditTexts, language), sayIn(adminTexts, language)];
  const given = (name: string) => (query.get(name) ?? '').trim();
  const wrong = (['from', 'until'] as const).filter((name) => given(name) !== '' && !daySchema.safeParse(given(name)).success).map((field) => ({ field, said: say('notADay') }));
  const result = z.enum(results).safeParse(given('result')).data;
  const before = z.coerce.number().int().min(1).safeParse(given('before')).data;
  const asked = Object.fromEntries([...words, 'from' as const, 'until' as const].flatMap((name): [string, string][] => (given(name) === '' || wrong.some(({ field }) => field === name) ? [] : [[name, given(name).slice(0, 100)]])));
  const { entries } = await call('audit.search', { ...asked, limit: perPage, ...(result && { result }), ...(before !== undefined && { before }) });
  const last = entries.at(-1);
  const older = new URLSearchParams({ ...asked, ...(result && { result }), before: String(last?.sequence ?? 0) });
  const field = (name: string, label: string): Content => textField({ name, label, value: given(name), autocomplete: 'off', wrong });
  return adminShown(ctx, 'audit', sayAdmin('audit'), html`<p class="utrecht-paragraph">${say('intro')}</p>
${verified && outcome(verified, ctx)}
${may('audit.verify') && html`<form method="post">${formFields('verify')}${button(say('verify'), 'secondary')}</form>`}
${problemSummary(sayAdmin('wrongTitle'), wrong)}
<form method="get" class="eid-filter">${field('actor', say('actor'))}${field('what', say('deed'))}${field('subject', say('subject'))}${field('from', say('from'))}${field('until', say('until'))}
<div class="utrecht-form-field"><label class="utrecht-form-label" for="result">${say('result')}</label><select class="utrecht-select utrecht-select--html-select" id="result" name="result"><option value="">${say('any')}</option>${results.map((one) => html`<option value="${one}"${one === result && html` selected`}>${say(`result-${one}`)}</option>`)}</select></div>
${button(sayAdmin('filter'), 'secondary')}</form>
${table(sayAdmin('audit'), [{ title: say('number') }, { title: say('at') }, { title: say('actor') }, { title: say('deed') }, { title: say('subject') }, { title: say('why') }, { title: say('result') }], entries.map((entry) => [
    entry.sequence, shortMoment(entry.at, language), who(entry.actor), html`<code>${entry.what}</code>`, entry.subject, html`<span lang="en">${entry.why}</span>`, tag(resultIn(entry.result, ctx), entry.result !== 'done'),
  ]), say('none'))}
${entries.length === perPage && html`<p>${link(ctx.address(`/admin/audit?${older.toString()}`), say('older'))}</p>`}`);
}

function resultIn(result: string, { language }: PageCtx): string {
  const known = z.enum(results).safeParse(result).data;
  return known ? sayIn(auditTexts, language)(`result-${known}`) : result;
}

function outcome({ entries, anchors, head, problem }: ActionOutput<'audit.verify'>, { language }: PageCtx): Content {
  const say = sayIn(auditTexts, language);
  return html`<div class="${problem ? 'eid-wrong' : 'eid-note'}" role="status"><p class="utrecht-paragraph">${problem ? html`${say('broken', { sequence: problem.sequence })} ${say(`problem-${problem.what}`)}` : say('whole', { entries, anchors })}</p>
<p class="eid-aside">${say('head')}: <code>${head}</code></p></div>`;
}
