import { z } from 'zod';
import { html, type Content, type Markup } from '#services/kernel/html.ts';
import { defineForm, type Form, type PageCtx, type Shown, type Tried } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { button, link, problemSummary, type Wrong } from '#services/pieces/form-pieces.ts';
import { tag } from '#services/pieces/data-table.ts';
import { adminShown, inEnglish } from './admin-pieces.ts';
import { adminTexts } from './admin-texts.ts';
import { askReason, reasonFields, whyOf, wrongReason } from './ask-reason.ts';
import { changeTexts } from './change-texts.ts';
import { refusalIn } from './refusal-texts.ts';
import { changeRows, fieldAt, placeOf } from './settings-form/change-rows.ts';
import { draftOf, type Draft } from './settings-form/draft.ts';
import type { Field } from './settings-form/field.ts';
import { formTexts } from './settings-form/form-texts.ts';
import { mergePatchTo } from './settings-form/merge-patch-to.ts';
import { readDraft, type FormProblem } from './settings-form/read-draft.ts';
import { readSchema } from './settings-form/read-schema.ts';
import { hasNothingToSet, writeFields } from './settings-form/write-fields.ts';
import { planSaid, type Plan } from './show-plan.ts';

/** A plugin, a connector or the municipality itself on its page: how it is set, the form that sets it, the plan, and doing it. */
export interface Part {
  readonly part: 'plugin' | 'connector' | 'profile'; readonly what: string;
  /** What it is called on its page. */
  readonly called: string;
  /** What it is for, in English. */
  readonly title: string | null;
  readonly state: 'on' | 'off' | 'finishing' | 'missing'; readonly alwaysOn: boolean;
  readonly mode: 'live' | 'sandbox' | null; readonly canBeLive: boolean;
}
/** What of a page differs between them. */
export interface PartKind {
  readonly section: 'plugins' | 'connectors' | 'municipality';
  /** Where its page is. */
  readonly path: (what: string) => string;
  /** Undefined: there is no such part. */
  readonly find: (ctx: PageCtx) => Promise<Part | undefined>;
  /** Above the settings. */
  readonly above: (ctx: PageCtx, part: Part) => Promise<Content>;
}

type Mode = 'live' | 'sandbox';
interface Setting { readonly part: Part; readonly field: Field; readonly settings: unknown; readonly mode: Mode | null }
interface Filled { readonly draft: Draft; readonly problems?: Readonly<Record<string, FormProblem>>; readonly plan?: Plan }

const missing = { status: 404 } as const;
const deeds = z.enum(['enable', 'configure', 'disable']);
const applyFields = z.object({ deed: deeds, mode: z.enum(['live', 'sandbox', '']).default(''), settings: z.string(), version: z.coerce.number().int().min(0), ...reasonFields });
const patchSchema = z.record(z.string(), z.unknown());

export async function showPart(kind: PartKind, ctx: PageCtx, tried?: Tried): Promise<Shown> {
  const part = await kind.find(ctx);
  if (!part) return notHere(kind, ctx);
  if (tried?.form === 'apply' && tried.failure === undefined) return planAgain(kind, ctx, part, tried);
  return shown(kind, ctx, part, undefined, refusalIn(ctx.language, tried?.failure));
}

/** Forms of the page of a part. */
export function partForms(kind: PartKind): Readonly<Record<string, Form>> {
  return {
    settings: defineForm(z.record(z.string(), z.string()), async (ctx, { more, drop, ...draft }) => {
      const part = await kind.find(ctx);
      if (!part) return notHere(kind, ctx);
      const setting = await settingOf(ctx, part);
      if (more !== undefined || drop !== undefined) return shown(kind, ctx, part, { draft: changeRows(setting.field, draft, { more, drop }) });
      const { value, problems } = readDraft(setting.field, draft);
      if (Object.keys(problems).length > 0) return shown(kind, ctx, part, { draft, problems });
      const asked = { deed: part.state === 'on' ? 'configure' as const : 'enable' as const, settings: mergePatchTo(setting.settings, patchSchema.parse(value)) };
      const plan = await planOf(ctx, part, setting.mode, asked);
      return plan.holds ? planPage(kind, ctx, part, { ...asked, mode: setting.mode }, plan) : shown(kind, ctx, part, { draft: draftOf(setting.field, value), plan });
    }),
    off: defineForm(z.object({}), async (ctx) => {
      const part = await kind.find(ctx);
      if (!part) return notHere(kind, ctx);
      return planPage(kind, ctx, part, { deed: 'disable', settings: {}, mode: null }, await planOf(ctx, part, null, { deed: 'disable', settings: {} }));
    }),
    apply: defineForm(applyFields, async (ctx, { deed, mode, settings, version, ...reason }) => {
      const part = await kind.find(ctx);
      if (!part) return notHere(kind, ctx);
      const done = await ctx.call('administration.apply', {
        part: part.part, what: part.what, deed, version, why: whyOf(reason),
        ...(mode !== '' && { mode }), ...(deed !== 'disable' && { settings: patchSchema.parse(JSON.parse(settings)) }),
      });
      return { goTo: ctx.address(`${kind.path(part.what)}?done=${done.version}`) };
    }),
  };
}

async function settingOf(ctx: PageCtx, part: Part): Promise<Setting> {
  const wanted = z.enum(['live', 'sandbox']).safeParse(ctx.query.get('mode')).data;
  const mode = part.part === 'connector' && wanted !== undefined && (wanted === 'sandbox' || part.canBeLive) ? wanted : part.mode ?? (part.canBeLive ? undefined : 'sandbox');
  const found = await ctx.call('administration.settings', { part: part.part, what: part.what, ...(part.part === 'connector' && mode && { mode }) });
  return { part, field: readSchema(found.schema), settings: found.settings, mode: found.mode };
}

function planOf(ctx: PageCtx, { part, what }: Part, mode: Mode | null, { deed, settings }: { readonly deed: z.output<typeof deeds>; readonly settings: Record<string, unknown> }): Promise<Plan> {
  return ctx.call('administration.plan', { part, what, deed, ...(mode && { mode }), ...(deed !== 'disable' && { settings }) });
}

/** The reason was missing: the plan is shown anew, for something may have changed. */
async function planAgain(kind: PartKind, ctx: PageCtx, part: Part, tried: Tried): Promise<Shown> {
  const asked = z.object({ deed: deeds, mode: z.enum(['live', 'sandbox', '']).default(''), settings: z.string() }).safeParse(tried.values).data;
  if (!asked) return shown(kind, ctx, part);
  const mode = asked.mode === '' ? null : asked.mode;
  const change = { deed: asked.deed, settings: patchSchema.safeParse(parsed(asked.settings)).data ?? {} };
  return planPage(kind, ctx, part, { ...change, mode }, await planOf(ctx, part, mode, change), tried);
}

function planPage(kind: PartKind, ctx: PageCtx, { part, title, what }: Part, { deed, settings, mode }: { readonly deed: z.output<typeof deeds>; readonly settings: Record<string, unknown>; readonly mode: Mode | null }, plan: Plan, tried?: Tried): Shown {
  const { language, address, formFields, may, municipality } = ctx;
  const say = sayIn(changeTexts, language);
  const wrong = wrongReason(tried, language);
  const back = html`<p>${link(address(kind.path(what)), say('keep'))}</p>`;
  return adminShown(ctx, kind.section, say('planTitle', { what: part === 'profile' ? municipality.name : what }), html`${problemSummary(sayIn(adminTexts, language)('wrongTitle'), wrong)}
${title !== null && html`<p class="utrecht-paragraph">${inEnglish(title)}</p>`}
<p class="utrecht-paragraph" role="status">${say('notYet')}</p>
${planSaid(plan, language)}
${plan.holds && may('administration.apply') && (plan.changes.length > 0 || deed !== 'configure') ? html`<form method="post">${formFields('apply')}
<input type="hidden" name="deed" value="${deed}" /><input type="hidden" name="mode" value="${mode}" /><input type="hidden" name="version" value="${plan.version}" /><input type="hidden" name="settings" value="${JSON.stringify(settings)}" />
${askReason(language, wrong, tried?.values)}
<div class="eid-actions">${button(say('apply'))}</div></form>${back}` : back}`);
}

async function shown(kind: PartKind, ctx: PageCtx, part: Part, filled?: Filled, refused?: string): Promise<Shown> {
  const { language, may, query, formFields } = ctx;
  const [say, sayAdmin] = [sayIn(changeTexts, language), sayIn(adminTexts, language)];
  const done = /^\d{1,9}$/.exec(query.get('done') ?? '')?.[0];
  const setting = part.state === 'missing' ? undefined : await settingOf(ctx, part);
  const draft = filled?.draft ?? (setting ? draftOf(setting.field, setting.settings) : {});
  const said = setting ? saidOf(setting.field, draft, filled, ctx) : { at: {}, wrong: [], others: [] };
  const isWrong = said.wrong.length > 0 || said.others.length > 0;
  return adminShown(ctx, kind.section, part.called, html`${done !== undefined && !filled && html`<div class="eid-note" role="status"><p class="utrecht-paragraph">${say('done', { version: done })}</p></div>`}
${problemSummary(isWrong ? say('refusedTitle') : sayAdmin('wrongTitle'), said.wrong, refused)}
${said.others.length > 0 && html`<div class="eid-wrong" role="alert"><ul class="utrecht-unordered-list">${said.others.map((problem) => html`<li>${inEnglish(problem)}</li>`)}</ul></div>`}
${part.title !== null && html`<p class="utrecht-paragraph">${inEnglish(part.title)}</p>`}
${part.part !== 'profile' && html`<p class="utrecht-paragraph">${tag(sayAdmin(`part-${part.state}`), part.state === 'missing')} ${part.alwaysOn && tag(sayAdmin('alwaysOn'))}</p>`}
${await kind.above(ctx, part)}
${setting && html`<h2 class="utrecht-heading-2">${say('settings')}</h2>
${setting.mode && sides(ctx, part, setting.mode)}
${part.state === 'on' && hasNothingToSet(setting.field) ? writeFields(setting.field, draft, said.at, language) : html`<p class="utrecht-paragraph">${say('settingsHelp')}</p>
<form method="post" class="eid-settings" novalidate>${formFields('settings')}
${/* Enter in a field looks at the plan, and does not take away what stands first. */ html`<button class="eid-hidden" type="submit" tabindex="-1" aria-hidden="true">${say('planConfigure')}</button>`}
${writeFields(setting.field, draft, said.at, language)}
${may('administration.apply') && html`<div class="eid-actions">${button(say(part.state === 'on' ? 'planConfigure' : 'planEnable'))}</div>`}</form>`}`}
${(part.state === 'on' || part.state === 'missing') && !part.alwaysOn && may('administration.apply') && html`<h2 class="utrecht-heading-2">${say('offTitle')}</h2>
<form method="post">${formFields('off')}${button(say('planDisable'), 'secondary')}</form>`}`, isWrong ? { status: 422 } : {});
}

/** A connector has two sides, and the form is of one. */
function sides({ language, address }: PageCtx, part: Part, here: Mode): Markup {
  const [say, sayAdmin] = [sayIn(changeTexts, language), sayIn(adminTexts, language)];
  const other = here === 'live' ? 'sandbox' : 'live';
  return html`<p class="utrecht-paragraph">${part.mode && say('sideNow', { mode: sayAdmin(`mode-${part.mode}`) })} ${part.mode !== here && say('sideHere', { mode: sayAdmin(`mode-${here}`) })}</p>
${(other === 'sandbox' || part.canBeLive) && html`<p>${link(address(`/admin/connectors/${part.what}?mode=${other}`), say('sideOther', { mode: sayAdmin(`mode-${other}`) }))}</p>`}`;
}

/** What was wrong, at its field, in the summary that leads there, and what is of no field at all. */
function saidOf(field: Field, draft: Draft, filled: Filled | undefined, { language }: PageCtx): { readonly at: Record<string, Content>; readonly wrong: Wrong[]; readonly others: readonly string[] } {
  const say = sayIn(formTexts, language);
  const own = Object.entries(filled?.problems ?? {}).map(([path, problem]): readonly [string, string, boolean] => [path, say(problem === 'json' ? 'wrongJson' : problem), false]);
  const told = (filled?.plan?.settingProblems ?? []).map(({ setting, says }): readonly [string, string, boolean] => [placeOf(field, draft, setting), says, true]);
  const all = [...own, ...told];
  const ofFields = new Set((filled?.plan?.settingProblems ?? []).map(({ says }) => says));
  return {
    at: Object.fromEntries(all.map(([path, says, english]) => [path, english ? inEnglish(says) : says])),
    wrong: all.map(([path, says]) => ({ field: fieldAt(field, draft, path)?.kind === 'group' && path === 's' ? 'content' : path, said: `${nameOf(path)}: ${says}` })),
    others: (filled?.plan?.problems ?? []).filter((problem) => ![...ofFields].some((says) => problem.endsWith(`: ${says}`))),
  };
}

const nameOf = (path: string) => path.split('/').slice(1).join(' ') || 's';

function notHere(kind: PartKind, ctx: PageCtx): Shown {
  const say = sayIn(adminTexts, ctx.language);
  return adminShown(ctx, kind.section, say(kind.section), html`<p class="utrecht-paragraph">${say('nothing')}</p><p>${link(ctx.address(`/admin/${kind.section}`), say('back'))}</p>`, missing);
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}
