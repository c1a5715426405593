import type { TurnTables } from '#services/kernel/tables.ts';
import type { ClaimedIndex } from '#services/kernel/unit-of-work.ts';
import type { Keyring } from './keyring.ts';
import { newestKeys } from './newest-key.store.ts';
import { vaultFailures } from './seal-value.ts';

export interface Indexed { readonly municipality: string; readonly purpose: string; readonly value: string }

/**
 * One unit of work at a time writes the index of a value, whichever key each of them took for the newest: two that began on either side of a
 * rotation would otherwise both find nothing and both write.
 */
export async function claimIndex(keyring: Keyring, tables: TurnTables, indexed: Indexed): Promise<ClaimedIndex> {
  const indexes = await takeTurns(keyring, tables, indexed);
  await demandNewestKey(keyring, tables);
  return indexes;
}

/** Takes the turn of a value under every key, the oldest first: any two that meet have a key in common, so they queue. */
export async function takeTurns(keyring: Keyring, tables: TurnTables, indexed: Indexed): Promise<ClaimedIndex> {
  const taken = new Set<string>();
  for (;;) {
    // A key may have been added while we waited: who had the turn before us may have written under it.
    const indexes = indexesOf(keyring, indexed);
    const next = indexes.all.findLast((index) => !taken.has(index));
    if (next === undefined) return indexes;
    await tables.takeTurn(next);
    taken.add(next);
  }
}

export function indexesOf(keyring: Keyring, { municipality, purpose, value }: Indexed): ClaimedIndex {
  const all = keyring.blindIndexes(municipality, purpose, value);
  const [newest] = all;
  if (newest === undefined) throw new Error('there is no key');
  return { newest, all };
}

/** A node whose key file was left behind (another machine, a copy) would not find what was written under the newest key, and write it a second time. */
async function demandNewestKey(keyring: Keyring, tables: TurnTables): Promise<void> {
  const ours = (keyring.versions()[0] ?? 0);
  const used = (await tables.first(newestKeys, { name: 'newest' }))?.version ?? 0;
  if (used > ours) throw vaultFailures['key-behind']();
  if (used < ours && !await tables.insertIfNew(newestKeys, { name: 'newest', version: ours })) await tables.update(newestKeys, { name: 'newest', version: { lt: ours } }, { version: ours });
}
