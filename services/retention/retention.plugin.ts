import { definePlugin, handle, type Plugin } from '#services/kernel/plugin.ts';
import type { RetentionClass } from '#services/kernel/retention.ts';
import { auditEntries } from '#services/audit/audit.store.ts';
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
      keepTerms: handle(retention, 'keepTerms', async (ctx, { why }) => {
        const began = ctx.now();
        await ctx.work((work) => work.audit({ what: 'retention.run', why, result: 'done' }));
        await keepTerms(ctx, classes, realNow);
        await wipe();
        return ctx.answer(async (work) => ({ classes: figuresIn(await work.find(auditEntries, { what: 'retention.applied', traceId: ctx.traceId, at: { gte: began } })) }));
      }),
      ...personActions(classes, wipe),
    },
    routes: [
      { method: 'GET', path: '/retention', action: 'retention.classes' },
      { method: 'POST', path: '/retention/run', action: 'retention.keepTerms' },
      { method: 'POST', path: '/persons/export', action: 'retention.exportPerson' },
      { method: 'POST', path: '/persons/erasure/preview', action: 'retention.previewErasure' },
      { method: 'POST', path: '/persons/erasure', action: 'retention.erasePerson' },
    ],
    jobs: [{ id: 'keep-terms', schedule: { daily: '03:40' }, run: async (ctx) => { await keepTerms(ctx, classes, realNow); await wipe(); } }],
  });
}

/** What was written down of each batch, `messages: 12`, taken together. */
function figuresIn(entries: readonly { readonly why: string | null }[]): { class: string; rows: number }[] {
  const figures = new Map<string, number>();
  for (const { why } of entries) {
    const [id = '', rows = '0'] = (why ?? '').split(': ');
    figures.set(id, (figures.get(id) ?? 0) + Number(rows));
  }
  return [...figures].map(([id, rows]) => ({ class: id, rows }));
}
