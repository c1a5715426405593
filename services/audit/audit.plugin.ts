import { addDays } from '#services/belgium/day.ts';
import { instantOf } from '#services/belgium/brussels-time.ts';
import { definePlugin, handle, type Plugin } from '#services/kernel/plugin.ts';
import { anchorAudit, readLineages } from './anchor-audit.ts';
import { audit } from './audit.contract.ts';
import { auditRetention } from './audit.retention.ts';
import { audit001, auditEntries, auditTables, type AuditRow } from './audit.store.ts';
import { verifyLineages } from './verify-audit.ts';

/** @param anchors Folder outside the database in which the head of each chain is noted every hour. */
export function auditPlugin(anchors: string): Plugin<typeof audit> {
  return definePlugin(audit, {
    actions: {
      search: handle(audit, 'search', async (ctx, { limit, ...asked }) => ({
        entries: await ctx.store.find(auditEntries, filterOf(asked), { by: [['sequence', 'desc']], limit }),
      })),
      verify: handle(audit, 'verify', async (ctx) => verifyLineages(ctx.store, readLineages({ folder: anchors, municipality: ctx.municipality.id }))),
    },
    routes: [
      { method: 'GET', path: '/audit', action: 'audit.search' },
      { method: 'GET', path: '/audit/verification', action: 'audit.verify' },
    ],
    jobs: [{ id: 'anchor', schedule: { every: 60 }, run: (ctx) => anchorAudit(ctx.store, { folder: anchors, municipality: ctx.municipality.id, at: ctx.now() }) }],
    tables: auditTables,
    migrations: [audit001],
    retention: auditRetention,
  });
}

type Asked = Readonly<Partial<Record<'subject' | 'what' | 'actor' | 'from' | 'until', string | undefined>>> & { readonly result?: AuditRow['result'] | undefined; readonly before?: number | undefined };

function filterOf({ subject, what, actor, result, from, until, before }: Asked) {
  const at = { ...(from !== undefined && { gte: instantOf(from, '00:00') }), ...(until !== undefined && { lt: instantOf(addDays(until, 1), '00:00') }) };
  return {
    ...(subject !== undefined && { subject }), ...(what !== undefined && { what }), ...(actor !== undefined && { actor }), ...(result !== undefined && { result }),
    ...(before !== undefined && { sequence: { lt: before } }), ...(Object.keys(at).length > 0 && { at }),
  };
}
