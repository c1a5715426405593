import { noteAnchor } from '#services/audit/anchor-audit.ts';
import { appendAudit } from '#services/audit/append-audit.ts';
import { auditHeads } from '#services/audit/audit.store.ts';
import type { Store } from '#services/kernel/tables.ts';
import { markRestored } from '#services/outbox/mark-restored.ts';
import { lanes } from '#services/outbox/outbox.store.ts';
import { restorePort, switches } from '#services/outbox/switches.store.ts';

export interface Marking { /** Those of the configuration. */ readonly municipalities: readonly string[]; readonly now: number; /** For the audit: which store this was. */ readonly why: string; /** Who does it, for the audit. */ readonly by?: string }
/** Per municipality the line of its anchors that says where the chain goes on from. */
export type ChainEnds = ReadonlyMap<string, string>;

/** What every store gets that came back from an earlier time, before anything goes out of it: the pause, the marks, an entry in each audit chain. May be done again. */
export async function markStore(store: Pick<Store, 'transaction' | 'system'>, { municipalities, now, why, by = 'system:restore' }: Marking): Promise<ChainEnds> {
  const ends = new Map<string, string>();
  for (const municipality of new Set([...municipalities, ...await municipalitiesIn(store)])) {
    await store.transaction(municipality, async (tables) => {
      await tables.remove(switches, { port: restorePort });
      await tables.insert(switches, { port: restorePort, state: 'paused', why: 'restored', by: 'system:restore', since: now });
      await markRestored(tables);
      // Who held a lane when the backup was made holds it no more.
      for (const { lane, fence } of await tables.find(lanes, {})) await tables.update(lanes, { lane }, { fence: fence + 1, owner: null, leasedUntil: 0 });
      await appendAudit(tables, [{ what: 'store.restored', why, result: 'done' }], { actor: by, traceId: 'restore', at: now, recordedAt: now });
      const head = await tables.first(auditHeads, { name: 'head' });
      if (head) ends.set(municipality, `${new Date(now).toISOString()} ${head.sequence} ${head.hash} restored`);
    });
  }
  return ends;
}

/** One that is left out of the configuration at the moment may come back into it, and must find its outbox paused. */
function municipalitiesIn(store: Pick<Store, 'system'>): Promise<string[]> {
  return store.system(async (tables) => [...await tables.find(lanes, {}), ...await tables.find(auditHeads, {})].map(({ municipality }) => municipality));
}

/** Anchors that stand there may be of entries that were lost: they stay, and from this line on the chain is another one. */
export function noteEnds(folder: string, ends: ChainEnds): void {
  for (const [municipality, line] of ends) noteAnchor({ folder, municipality }, line);
}
