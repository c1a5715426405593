import { definePlugin, handle, type Plugin } from '#services/kernel/plugin.ts';
import { anchorAudit, readLineages } from './anchor-audit.ts';
import { audit } from './audit.contract.ts';
import { auditRetention } from './audit.retention.ts';
import { audit001, auditEntries, auditTables } from './audit.store.ts';
import { verifyLineages } from './verify-audit.ts';

/** @param anchors Folder outside the database in which the head of each chain is noted every hour. */
export function auditPlugin(anchors: string): Plugin<typeof audit> {
  return definePlugin(audit, {
    actions: {
      search: handle(audit, 'search', async (ctx, { subject, limit }) => ({
        entries: await ctx.store.find(auditEntries, subject ? { subject } : {}, { by: [['sequence', 'desc']], limit }),
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
