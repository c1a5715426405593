import { html } from '#services/kernel/html.ts';
import { definePage } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { adminTexts } from './admin-texts.ts';
import { partForms, showPart, type PartKind } from './part-page.ts';

const kind: PartKind = {
  section: 'plugins', path: (what) => `/admin/plugins/${what}`,
  find: async ({ call, path }) => {
    const found = (await call('administration.show', {})).plugins.find(({ plugin }) => plugin === path['plugin']);
    return found && { part: 'plugin', what: found.plugin, called: found.plugin, title: found.title, state: found.state, alwaysOn: found.alwaysOn, mode: null, canBeLive: false };
  },
  above: async ({ call, language }, { what }) => {
    const needs = (await call('administration.show', {})).plugins.find(({ plugin }) => plugin === what)?.needs ?? [];
    return needs.length > 0 && html`<p class="utrecht-paragraph">${sayIn(adminTexts, language)('needs', { what: needs.join(', ') })}</p>`;
  },
};

/** One plugin: switched on and off, and set. */
export const pluginPage = definePage({ front: 'desk', path: '/admin/plugins/{plugin}', for: 'official', element: 'eid-admin-plugin', show: (ctx, tried) => showPart(kind, ctx, tried), forms: partForms(kind) });
