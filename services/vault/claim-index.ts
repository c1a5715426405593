import type { TurnTables } from '#services/kernel/tables.ts';
import type { ClaimedIndex } from '#services/kernel/unit-of-work.ts';
import type { Keyring } from './keyring.ts';
import { keyMarks, markKey } from './key-marks.store.ts';
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

/** A node with other keys than those that were used here (a folder of its own, a copy that was left behind) would not find what is written, and write it a second time. */
async function demandNewestKey(keyring: Keyring, tables: TurnTables): Promise<void> {
  const [version = 0] = keyring.versions();
  const fingerprint = keyring.fingerprint(version);
  const marks = await tables.find(keyMarks, { version: { gte: version } });
  if (marks.some((mark) => mark.version > version)) throw vaultFailures['key-behind']();
  const [mark] = marks;
  if (mark ? mark.fingerprint !== fingerprint : !await markKey(tables, { version, fingerprint })) throw vaultFailures['key-foreign']();
}
