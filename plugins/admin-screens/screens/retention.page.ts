import { z } from 'zod';
import { inszSchema } from '#services/belgium/insz.ts';
import { html, type Content } from '#services/kernel/html.ts';
import { defineForm, definePage, type PageCtx, type Shown, type Tried } from '#services/kernel/page.ts';
import type { ActionOutput } from '#services/kernel/registry.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { button, link, problemSummary, textField } from '#services/pieces/form-pieces.ts';
import { table, tag } from '#services/pieces/data-table.ts';
import { adminShown, inEnglish } from './admin-pieces.ts';
import { adminTexts } from './admin-texts.ts';
import { askReason, reasonFields, whyOf, wrongReason } from './ask-reason.ts';
import { auditTexts } from './audit-texts.ts';
import { refusalIn } from './refusal-texts.ts';

/** How long everything is kept and why; and what would go of one person, without anything going. */
export const retentionPage = definePage({
  front: 'desk', path: '/admin/retention', for: 'official', element: 'eid-admin-retention', inMenu: { text: adminTexts.retention, needs: 'retention.classes' },
  show: (ctx, tried) => classes(ctx, tried),
  forms: {
    preview: defineForm(z.object({ insz: z.string().transform((typed) => typed.replaceAll(/[\s.-]/g, '')).pipe(inszSchema), ...reasonFields }), async (ctx, { insz, ...reason }) => (
      preview(ctx, await ctx.call('retention.previewErasure', { insz, why: whyOf(reason) })))),
  },
});

async function classes(ctx: PageCtx, tried: Tried | undefined): Promise<Shown> {
  const { language, call, may, formFields, address } = ctx;
  const [say, sayAdmin] = [sayIn(auditTexts, language), sayIn(adminTexts, language)];
  const all = (await call('retention.classes', {})).classes;
  const wrong = [...(tried?.problems['insz'] === undefined ? [] : [{ field: 'insz', said: say('wrongInsz') }]), ...wrongReason(tried, language)];
  return adminShown(ctx, 'retention', sayAdmin('retention'), html`${problemSummary(sayAdmin('wrongTitle'), wrong, refusalIn(language, tried?.failure))}
${table(sayAdmin('retention'), [{ title: say('class') }, { title: say('days') }, { title: say('ground') }], all.map(({ class: name, what, days, source }) => [
    html`<span lang="en">${name}<br /><span class="eid-aside">${what}</span></span>`, days === null ? say('noDays') : say('daysSaid', { days }), html`${say(source.kind)}: ${inEnglish(source.text)} ${source.toConfirm && tag(say('toConfirm'))}`,
  ]), sayAdmin('nothing'))}
${may('administration.show') && html`<p class="utrecht-paragraph">${link(address('/admin/plugins/retention'), say('changeDays'))}</p>`}
${may('retention.previewErasure') && html`<h2 class="utrecht-heading-2">${say('previewTitle')}</h2><p class="utrecht-paragraph">${say('previewHelp')}</p>
<form method="post" autocomplete="off">${formFields('preview')}${textField({ name: 'insz', label: say('insz'), autocomplete: 'off', wrong, more: html`inputmode="numeric"` })}${askReason(language, wrong, tried?.values)}<div class="eid-actions">${button(say('preview'))}</div></form>`}`);
}

/** Counts of rows; nothing of the person, whose number is not shown again. */
function preview(ctx: PageCtx, { blockedBy, goes, stays, doubtful }: ActionOutput<'retention.previewErasure'>): Shown {
  const { language, address } = ctx;
  const [say, sayAdmin] = [sayIn(auditTexts, language), sayIn(adminTexts, language)];
  const section = (title: string, rows: readonly (readonly Content[])[], second: string): Content => html`<h2 class="utrecht-heading-2">${title}</h2>${table(title, [{ title: say('class') }, { title: second }, { title: say('rows') }], rows, sayAdmin('nothing'))}`;
  return adminShown(ctx, 'retention', say('previewTitle'), html`<p class="utrecht-paragraph" role="status">${say('previewHelp')}</p>
${blockedBy.length > 0 && section(say('blocked'), blockedBy.map(({ table: name, why, rows }) => [html`<code>${name}</code>`, inEnglish(why), rows]), say('why'))}
${section(say('goes'), goes.map(({ class: name, what, rows }) => [inEnglish(name), inEnglish(what), rows]), sayAdmin('what'))}
${section(say('stays'), stays.map(({ class: name, why, rows }) => [inEnglish(name), inEnglish(why), rows]), say('why'))}
${doubtful.length > 0 && html`<p class="utrecht-paragraph">${say('doubtful', { count: doubtful.length })}</p>`}
<p>${link(address('/admin/retention'), sayAdmin('back'))}</p>`);
}
