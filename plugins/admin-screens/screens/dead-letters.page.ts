import { z } from 'zod';
import { html, type Content, type Markup } from '#services/kernel/html.ts';
import { defineForm, definePage, type PageCtx, type Shown, type Tried } from '#services/kernel/page.ts';
import type { ActionOutput } from '#services/kernel/registry.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { button, link, problemSummary } from '#services/pieces/form-pieces.ts';
import { table, tag } from '#services/pieces/data-table.ts';
import { adminShown, inEnglish, shortMoment } from './admin-pieces.ts';
import { adminTexts } from './admin-texts.ts';
import { askReason, reasonFields, whyOf, wrongReason } from './ask-reason.ts';
import { lettersTexts } from './letters-texts.ts';
import { refusalIn } from './refusal-texts.ts';

const perPage = 100;
const nameSchema = z.string().regex(/^[a-z][a-z0-9-]{0,59}\.[A-Za-z0-9]{1,59}$/);
const ids = z.string().transform((all) => all.split(',')).pipe(z.array(z.uuid()).min(1).max(500));
const confirmed = { which: z.enum(['outgoing', 'incoming']), ...reasonFields };

/** What waits for a person, seen and tried again: one, some, or all of a kind. */
export const deadLettersPage = definePage({
  front: 'desk', path: '/admin/dead-letters', for: 'official', element: 'eid-admin-dead-letters',
  show: async (ctx, tried) => {
    if (tried?.form === 'replay' && tried.failure === undefined) return askReplay(ctx, tried.values['which'] === 'incoming' ? 'incoming' : 'outgoing', ids.safeParse(tried.values['ids']).data ?? [], tried);
    if (tried?.form === 'replayKind' && tried.failure === undefined) return askKind(ctx, tried.values['name'] ?? '', tried);
    return list(ctx, tried);
  },
  forms: {
    choose: defineForm(z.object({ which: confirmed.which }).catchall(z.string()), async (ctx, { which, ...chosen }) => {
      const asked = Object.keys(chosen).flatMap((name) => (name.startsWith('is-') ? [name.slice(3)] : []));
      return asked.length === 0 ? list(ctx, { form: 'choose', values: {}, problems: { [which]: 'missing' } }) : askReplay(ctx, which, asked);
    }),
    chooseKind: defineForm(z.object({ name: nameSchema }), async (ctx, { name }) => askKind(ctx, name)),
    replay: defineForm(z.object({ ids, ...confirmed }), async (ctx, { ids: asked, which, ...reason }) => {
      const why = whyOf(reason);
      if (which === 'outgoing') return { goTo: ctx.address(`/admin/dead-letters?replayed=${(await ctx.call('exceptions.replay', { items: asked, why })).replayed}`) };
      const { takenIn, refused } = await ctx.call('dead-letters.replay', { letters: asked, why });
      return { goTo: ctx.address(`/admin/dead-letters?takenIn=${takenIn}&refused=${refused}`) };
    }),
    replayKind: defineForm(z.object({ name: nameSchema, ...reasonFields }), async (ctx, { name, ...reason }) => (
      { goTo: ctx.address(`/admin/dead-letters?replayed=${(await ctx.call('exceptions.replayKind', { name, why: whyOf(reason) })).replayed}`) })),
  },
});

type Exceptions = ActionOutput<'exceptions.list'>;
type Letters = ActionOutput<'dead-letters.list'>;

async function list(ctx: PageCtx, tried: Tried | undefined): Promise<Shown> {
  const { language, call, query } = ctx;
  const [say, sayAdmin] = [sayIn(lettersTexts, language), sayIn(adminTexts, language)];
  const asked = nameSchema.safeParse(query.get('name')).data;
  const state = z.enum(['failed', 'parked']).safeParse(query.get('state')).data;
  // Whoever may not switch has no business here: the answer is that it is not for them.
  const { switches } = await call('outbox.switches', {});
  const [waiting, letters] = await Promise.all([
    call('exceptions.list', { limit: perPage, ...(asked !== undefined && { name: asked }), ...(state && { state }) }), call('dead-letters.list', { limit: perPage, ...(asked !== undefined && { source: asked }) }),
  ]);
  const still = switches.filter((one) => one.state === 'paused' || one.state === 'cut').map(({ port }) => (port === '*' ? sayAdmin('everything') : port));
  return adminShown(ctx, 'letters', sayAdmin('letters'), html`${said(ctx)}
${problemSummary(sayAdmin('wrongTitle'), Object.keys(tried?.problems ?? {}).map((field) => ({ field, said: say('noneChosen') })), refusalIn(language, tried?.failure))}
${still.length > 0 && html`<div class="eid-note"><p class="utrecht-paragraph">${say('stopped', { what: still.join(', ') })}</p></div>`}
<form method="get" class="eid-filter"><div class="utrecht-form-field"><label class="utrecht-form-label" for="name">${say('which')}</label><input class="utrecht-textbox" id="name" name="name" value="${asked}" placeholder="biza.orderCard" autocomplete="off" /></div>
<div class="utrecht-form-field"><label class="utrecht-form-label" for="state">${sayAdmin('state')}</label><select class="utrecht-select utrecht-select--html-select" id="state" name="state"><option value="">${say('any')}</option>${(['failed', 'parked'] as const).map((one) => html`<option value="${one}"${one === state && html` selected`}>${say(`state-${one}`)}</option>`)}</select></div>
${button(sayAdmin('filter'), 'secondary')}</form>
<h2 class="utrecht-heading-2" id="outgoing">${say('outgoing')}</h2>
${outgoing(ctx, waiting)}
<h2 class="utrecht-heading-2" id="incoming">${say('incoming')}</h2>
${incoming(ctx, letters)}`);
}

function outgoing({ language, address, formFields, may }: PageCtx, { exceptions, total }: Exceptions): Content {
  const [say, sayAdmin] = [sayIn(lettersTexts, language), sayIn(adminTexts, language)];
  if (total === 0) return html`<p class="utrecht-paragraph">${sayAdmin('nothing')}</p>`;
  const kinds = [...new Set(exceptions.map(({ name }) => name))];
  return html`<p class="utrecht-paragraph">${say('total', { shown: exceptions.length, total })}</p>
<form method="post">${formFields('choose')}<input type="hidden" name="which" value="outgoing" />
${table(say('outgoing'), [{ title: say('which') }, { title: sayAdmin('state') }, { title: say('failure') }, { title: sayAdmin('since') }, { title: say('attempts') }, { title: say('behind') }], exceptions.map(({ item, name, state, title, failure, since, attempts, behind }) => [
    chosen(item, name, say('choose', { what: name }), address(`/admin/dead-letters/outgoing/${item}`)), tag(say(`state-${state}`), state === 'parked'), inEnglish(title ?? failure ?? ''), shortMoment(since, language), attempts, behind,
  ]), '')}
${may('exceptions.replay') && html`<div class="eid-actions">${button(say('replayChosen'))}</div>`}</form>
${may('exceptions.replayKind') && html`<form method="post" class="eid-filter">${formFields('chooseKind')}<div class="utrecht-form-field"><label class="utrecht-form-label" for="kind">${say('which')}</label><select class="utrecht-select utrecht-select--html-select" id="kind" name="name">${kinds.map((kind) => html`<option>${kind}</option>`)}</select></div>${button(say('replayKind'), 'secondary')}</form>`}`;
}

function incoming({ language, address, formFields, may }: PageCtx, { letters, total }: Letters): Content {
  const [say, sayAdmin] = [sayIn(lettersTexts, language), sayIn(adminTexts, language)];
  if (total === 0) return html`<p class="utrecht-paragraph">${sayAdmin('nothing')}</p>`;
  return html`<p class="utrecht-paragraph">${say('total', { shown: letters.length, total })}</p>
<form method="post">${formFields('choose')}<input type="hidden" name="which" value="incoming" />
${table(say('incoming'), [{ title: say('which') }, { title: say('kept') }, { title: say('times') }, { title: sayAdmin('since') }], letters.map(({ letter, source, kept, times, since }) => [
    chosen(letter, source, say('choose', { what: source }), address(`/admin/dead-letters/incoming/${letter}`), kept === 'whole'), tag(say(`kept-${kept}`), kept !== 'whole'), times, shortMoment(since, language),
  ]), '')}
${may('dead-letters.replay') && html`<div class="eid-actions">${button(say('replayChosen'))}</div>`}</form>`;
}

function chosen(id: string, name: string, label: string, href: string, may = true): Markup {
  return html`<span class="eid-choice">${may && html`<input type="checkbox" class="utrecht-checkbox utrecht-checkbox--html-input" name="${`is-${id}`}" aria-label="${label}" />`}${link(href, name)}</span>`;
}

/** What was done, as the address says. */
function said({ language, query }: PageCtx): Content {
  const say = sayIn(lettersTexts, language);
  const count = (name: string) => /^\d{1,9}$/.exec(query.get(name) ?? '')?.[0];
  const told = (['replayed', 'takenIn', 'refused'] as const).flatMap((name) => { const many = count(name); return many === undefined ? [] : [say(name, { count: many })]; });
  if (query.get('gone') === 'skipped' || query.get('gone') === 'dismissed') told.push(say(query.get('gone') === 'skipped' ? 'skipped' : 'dismissed'));
  return told.length > 0 && html`<div class="eid-note" role="status"><p class="utrecht-paragraph">${told.join(' ')}</p></div>`;
}

function askReplay(ctx: PageCtx, which: 'outgoing' | 'incoming', asked: readonly string[], tried?: Tried): Shown {
  const say = sayIn(lettersTexts, ctx.language);
  return ask(ctx, 'replay', [say(which === 'outgoing' ? 'replayHarm' : 'takeInHarm', { count: asked.length }), ...(which === 'outgoing' ? [say('parkedHarm')] : [])], html`<input type="hidden" name="which" value="${which}" /><input type="hidden" name="ids" value="${asked.join(',')}" />`, tried);
}

function askKind(ctx: PageCtx, name: string, tried?: Tried): Shown {
  const say = sayIn(lettersTexts, ctx.language);
  return ask(ctx, 'replayKind', [say('kindHarm', { what: name }), say('parkedHarm')], html`<input type="hidden" name="name" value="${name}" />`, tried);
}

function ask(ctx: PageCtx, form: string, harm: readonly string[], fields: Markup, tried: Tried | undefined): Shown {
  const { language, formFields, address } = ctx;
  const say = sayIn(lettersTexts, language);
  const wrong = wrongReason(tried, language);
  return adminShown(ctx, 'letters', say('replayTitle'), html`${problemSummary(sayIn(adminTexts, language)('wrongTitle'), wrong)}
<div class="eid-note">${harm.map((one) => html`<p class="utrecht-paragraph">${one}</p>`)}</div>
<form method="post">${formFields(form)}${fields}${askReason(language, wrong, tried?.values)}<div class="eid-actions">${button(say('replay'))}</div></form>
<p>${link(address('/admin/dead-letters'), say('keep'))}</p>`);
}
