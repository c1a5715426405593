import { definePlugin, handle, type Plugin } from '#services/kernel/plugin.ts';
import type { RetentionClass } from '#services/kernel/retention.ts';
import { keepTerms } from './keep-terms.ts';
import { personActions } from './person-actions.ts';
import { retention } from './retention.contract.ts';
import { viewClass } from './terms.ts';

/**
 * @param classes Those of all plugins and of the house itself.
 * @param wipe Takes what was removed out of the files of the store.
 */
export function retentionPlugin(classes: readonly RetentionClass[], realNow: () => number, wipe: () => Promise<boolean>): Plugin<typeof retention> {
  return definePlugin(retention, {
    actions: {
      classes: handle(retention, 'classes', async (ctx) => ({ classes: classes.map((each) => viewClass(each, classes, ctx.config.days ?? {})) })),
      ...personActions(classes, wipe),
    },
    routes: [
      { method: 'GET', path: '/retention', action: 'retention.classes' },
      { method: 'POST', path: '/persons/export', action: 'retention.exportPerson' },
      { method: 'POST', path: '/persons/erasure/preview', action: 'retention.previewErasure' },
      { method: 'POST', path: '/persons/erasure', action: 'retention.erasePerson' },
    ],
    jobs: [{ id: 'keep-terms', schedule: { daily: '03:40' }, run: async (ctx) => { await keepTerms(ctx, classes, realNow); await wipe(); } }],
  });
}
