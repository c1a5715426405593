import { z } from 'zod';
import { html, type Content } from '#services/kernel/html.ts';
import { defineForm, definePage, type PageCtx, type Shown, type Tried } from '#services/kernel/page.ts';
import type { ActionOutput } from '#services/kernel/registry.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { button, link, problemSummary } from '#services/pieces/form-pieces.ts';
import { table } from '#services/pieces/data-table.ts';
import { adminShown, shortMoment, who } from './admin-pieces.ts';
import { adminTexts } from './admin-texts.ts';
import { askReason, reasonFields, whyOf, wrongReason } from './ask-reason.ts';
import { changeTexts } from './change-texts.ts';
import { refusalIn } from './refusal-texts.ts';
import { planSaid } from './show-plan.ts';

const version = z.coerce.number().int().min(0);

/** Who changed what, and the way back. */
export const historyPage = definePage({
  front: 'desk', path: '/admin/history', for: 'official', element: 'eid-admin-history',
  show: (ctx, tried) => (tried?.form === 'rollback' && tried.failure === undefined ? planBack(ctx, version.safeParse(tried.values['to']).data, tried) : list(ctx, tried)),
  forms: {
    plan: defineForm(z.object({ to: z.union([z.literal('').transform(() => undefined), version]) }), (ctx, { to }) => planBack(ctx, to)),
    rollback: defineForm(z.object({ to: version, version, ...reasonFields }), async (ctx, { to, version: on, ...reason }) => {
      const done = await ctx.call('administration.rollback', { to, version: on, why: whyOf(reason) });
      return { goTo: ctx.address(`/admin/history?done=${done.version}`) };
    }),
  },
});

async function list(ctx: PageCtx, tried: Tried | undefined): Promise<Shown> {
  const { language, call, may, query, formFields } = ctx;
  const say = sayIn(changeTexts, language);
  const { changes } = await call('administration.history', { limit: 100 });
  const done = /^\d{1,9}$/.exec(query.get('done') ?? '')?.[0];
  // Each button of the table has its own form: what it goes back to is what it says.
  const back = (to: string, label: string): Content => may('administration.rollback') && html`<form method="post">${formFields('plan')}<input type="hidden" name="to" value="${to}" />${button(label, 'secondary')}</form>`;
  return adminShown(ctx, 'history', sayIn(adminTexts, language)('history'), html`${done !== undefined && html`<div class="eid-note" role="status"><p class="utrecht-paragraph">${say('done', { version: done })}</p></div>`}
${problemSummary(sayIn(adminTexts, language)('wrongTitle'), [], refusalIn(language, tried?.failure))}
${changes.length > 0 && back('', say('lastGood'))}
${table(say('version'), [{ title: say('version') }, { title: say('deed') }, { title: say('by') }, { title: say('at') }, { title: say('why') }, { title: '' }], changes.map((change, index) => [
    change.version, saidOf(change, language), who(change.by), shortMoment(change.at, language), html`<span lang="en">${change.why}</span>`, index > 0 && back(String(change.version), say('backTo', { version: change.version })),
  ]), say('noHistory'))}
${changes.length > 0 && html`<p class="utrecht-paragraph">${say('original')}</p>${back('0', say('backTo', { version: 0 }))}`}`);
}

function saidOf({ deed, part, what, backTo }: ActionOutput<'administration.history'>['changes'][number], language: PageCtx['language']): string {
  const named = part === 'profile' ? sayIn(adminTexts, language)('municipality') : what ?? '';
  return sayIn(changeTexts, language)(`deed-${deed}`, { what: deed === 'rollback' ? backTo ?? 0 : named });
}

async function planBack(ctx: PageCtx, to: number | undefined, tried?: Tried): Promise<Shown> {
  const { language, call, address, formFields, may } = ctx;
  const say = sayIn(changeTexts, language);
  const plan = await call('administration.planRollback', to === undefined ? {} : { to });
  const wrong = wrongReason(tried, language);
  return adminShown(ctx, 'history', say('rollbackTitle', { version: plan.to }), html`${problemSummary(sayIn(adminTexts, language)('wrongTitle'), wrong)}
<p class="utrecht-paragraph" role="status">${say('notYet')}</p>
${planSaid(plan, language)}
${plan.holds && may('administration.rollback') && html`<form method="post">${formFields('rollback')}<input type="hidden" name="to" value="${plan.to}" /><input type="hidden" name="version" value="${plan.version}" />
${askReason(language, wrong, tried?.values)}<div class="eid-actions">${button(say('rollback', { version: plan.to }))}</div></form>`}
<p>${link(address('/admin/history'), say('keep'))}</p>`);
}
