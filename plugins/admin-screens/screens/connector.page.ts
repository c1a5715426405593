import { z } from 'zod';
import { html, type Content, type Markup } from '#services/kernel/html.ts';
import { defineForm, definePage, type PageCtx } from '#services/kernel/page.ts';
import type { ActionOutput } from '#services/kernel/registry.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { button, facts, link } from '#services/pieces/form-pieces.ts';
import { table, tag } from '#services/pieces/data-table.ts';
import { adminShown, inEnglish, shortMoment, who } from './admin-pieces.ts';
import { adminTexts } from './admin-texts.ts';
import { partForms, showPart, type PartKind } from './part-page.ts';
import { switchTexts } from './switch-texts.ts';

const kind: PartKind = {
  section: 'connectors', path: (what) => `/admin/connectors/${what}`,
  find: async ({ call, path }) => {
    const found = (await call('administration.show', {})).connectors.find(({ connector }) => connector === path['port']);
    return found && { part: 'connector', what: found.connector, called: found.connector, title: found.title, state: found.state, alwaysOn: false, mode: found.mode, canBeLive: found.canBeLive };
  },
  above: async (ctx, { what, state }) => {
    const found = state === 'on' ? (await ctx.call('outbox.switches', {})).switches.find(({ port }) => port === what) : undefined;
    return found && runningOf(ctx, found, what);
  },
};

/** One connector: checked, paused, cut off, and set. */
export const connectorPage = definePage({
  front: 'desk', path: '/admin/connectors/{port}', for: 'official', element: 'eid-admin-connector', show: (ctx, tried) => showPart(kind, ctx, tried),
  forms: {
    ...partForms(kind),
    check: defineForm(z.object({}), async (ctx) => {
      const port = ctx.path['port'] ?? '';
      return adminShown(ctx, 'connectors', port, html`${checked(ctx, await ctx.call('outbox.check', { port }))}
<p>${link(ctx.address(`/admin/connectors/${port}`), sayIn(adminTexts, ctx.language)('back'))}</p>`);
    }),
  },
});

type Switched = ActionOutput<'outbox.switches'>['switches'][number];

/** How it runs now, and the ways to change that. */
export function runningOf(ctx: PageCtx, { state, circuit, waiting, oldest, why, by, since }: Switched, way: string): Content {
  const { language, may, formFields } = ctx;
  const [say, sayAdmin] = [sayIn(switchTexts, language), sayIn(adminTexts, language)];
  const moment = (at: number | null) => at !== null && shortMoment(at, language);
  return html`<h2 class="utrecht-heading-2">${say('running')}</h2>
${facts([
    [sayAdmin('state'), tag(sayAdmin(`switch-${state}`), state === 'paused' || state === 'cut')],
    ...(circuit ? [[sayAdmin('circuit'), sayAdmin(`circuit-${circuit}`)] as const] : []),
    [sayAdmin('waiting'), oldest === null ? waiting : html`${waiting} (${sayAdmin('oldest')}: ${moment(oldest)})`],
    ...(state === 'running' ? [] : [[say('why'), why] as const, [say('by'), by !== null && who(by)] as const, [sayAdmin('since'), moment(since)] as const]),
  ])}
<div class="eid-actions">${way !== 'all' && html`<form method="post">${formFields('check')}<p class="utrecht-form-field-description">${say('checkHelp')}</p>${button(say('check'), 'secondary')}</form>`}</div>
${may('outbox.pause') && html`<p class="eid-links">${turnsOf(state).map((turn) => html`${link(ctx.address(`/admin/connectors/${way}/${turn}`), say(turn))} `)}</p>`}`;
}

export function turnsOf(state: Switched['state']): readonly ('pause' | 'cut' | 'resume')[] {
  return state === 'running' || state === 'resuming' ? ['pause', 'cut'] : state === 'paused' ? ['resume', 'cut'] : ['resume', 'pause'];
}

function checked({ language }: PageCtx, { ok, findings }: ActionOutput<'outbox.check'>): Markup {
  const say = sayIn(switchTexts, language);
  if (findings.length === 0) return html`<div class="eid-note" role="status"><p class="utrecht-paragraph">${say('checkNothing')}</p></div>`;
  return html`<div class="${ok ? 'eid-note' : 'eid-wrong'}" role="status"><p class="utrecht-paragraph">${say(ok ? 'checkOk' : 'checkWrong')}</p></div>
${table(say('found'), [{ title: say('found') }, { title: '' }], findings.map((finding) => [inEnglish(finding.says), tag(say(finding.ok ? 'good' : 'wrong'), !finding.ok)]), '')}`;
}
