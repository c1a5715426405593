import type { CommandCtx } from '#services/kernel/context.ts';
import type { Where } from '#services/kernel/table.ts';
import type { AuditEntry, UnitOfWork } from '#services/kernel/unit-of-work.ts';
import { items, lanes, stuck, type Item } from './outbox.store.ts';

const asAsked = [['createdAt', 'asc'], ['position', 'asc'], ['id', 'asc']] as const;
const together = 500;

export interface Kind { readonly name: string; readonly failure?: string | undefined }

/** Has these tried again. Lanes come due in the order in which the items were asked, after `turn` others. */
export async function replayItems(work: UnitOfWork, where: Where<typeof items>, why: string, turn = 0, most = together): Promise<{ readonly found: number; readonly replayed: number }> {
  const found = await work.find(items, { ...where, state: { in: stuck } }, { by: asAsked, limit: most });
  const woken = new Set<string>();
  let replayed = 0;
  for (const item of found) {
    if (!await replay(work, item)) continue;
    // The smaller the moment, the sooner it is claimed. The first of a lane is ahead of those behind it anyway.
    if (!woken.has(item.lane)) await work.update(lanes, { lane: item.lane }, { dueAt: turn + replayed });
    woken.add(item.lane);
    await auditDecision(work, 'exceptions.replay', item, why);
    replayed += 1;
  }
  return { found: found.length, replayed };
}

async function replay(work: UnitOfWork, { id, state, replays, begun }: Item): Promise<boolean> {
  // A parked one is tried anew on purpose: the person has looked. One that failed while it was looked up is looked up again first.
  const again = { state: 'waiting', attempts: 0, begun: begun && state === 'failed', replays: replays + 1, settledAt: null } as const;
  // Another person may have decided at the same moment.
  return await work.update(items, { id, state, replays }, again) > 0;
}

/** Has all of a kind tried again, as far as they wait at this moment: those that fail anew meanwhile are not taken twice. */
export async function replayAll(ctx: Pick<CommandCtx, 'store' | 'work'>, { name, failure }: Kind, why: string, most = together): Promise<number> {
  const kind = { name, ...(failure !== undefined && { failure }) };
  const last = await ctx.store.first(items, { ...kind, state: { in: stuck } }, { by: [['settledAt', 'desc']] });
  if (last?.settledAt == null) return 0;
  const until = { lte: last.settledAt };
  let total = 0;
  for (;;) {
    const turn = total;
    const { found, replayed } = await ctx.work((work) => replayItems(work, { ...kind, settledAt: until }, why, turn, most));
    total += replayed;
    if (found < most) return total;
  }
}

/** The item's id and key stay the same, so the audit links what was done to what was first asked. */
export function auditOf(what: string, { id, name, dossier }: Pick<Item, 'id' | 'name' | 'dossier'>, why: string): AuditEntry {
  return { what, why: `${name} ${id}: ${why}`, result: 'done', ...(dossier && { subject: `dossier:${dossier}` }) };
}

export async function auditDecision(work: UnitOfWork, what: string, item: Pick<Item, 'id' | 'name' | 'dossier'>, why: string): Promise<void> {
  await work.audit(auditOf(what, item, why));
}
