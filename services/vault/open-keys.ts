import { ConfigurationError } from '#services/kernel/configuration-error.ts';
import type { Store } from '#services/kernel/tables.ts';
import { placeOf } from '#services/store/convert-rows.ts';
import { keyFingerprints, type KeyFingerprint } from './key-fingerprints.ts';
import { keyMarks, markKey } from './key-marks.store.ts';
import { usesBeginning, usesOfKey, type Use } from './key-uses.ts';
import { openKeyring, type Keyring } from './keyring.ts';
import { isUnreadable, sealerOf } from './seal-value.ts';

/**
 * The keys under which this database was written. Under others nobody in it would be found, and all of them would be written a second time; so
 * new keys are made for a database only that knows of none.
 * @throws ConfigurationError when they are not in this folder
 */
export async function openKeysOf(store: Store, folder: string, municipalities: readonly string[], realNow: () => number): Promise<Keyring> {
  const marks = await store.system((tables) => tables.find(keyMarks, {}));
  const held = keyFingerprints(folder);
  const missing = marks.length > 0 ? await missingAmong(store, marks, held) : await missingUnmarked(store, folder, held);
  if (missing.length > 0) throw otherKeys(folder, missing);

  const keyring = openKeyring(folder, realNow);
  const [newest = 0, ...older] = keyring.versions();
  // Only the newest: an older one may be taken away at this very moment. A database without marks gets them all.
  for (const version of marks.length > 0 ? [newest] : [newest, ...older]) {
    if (!await markForAll(store, municipalities, { version, fingerprint: keyring.fingerprint(version) })) throw otherKeys(folder, [version]);
  }
  return keyring;
}

/** Says whether it is the key that every municipality knows under this version. */
export function markForAll(store: Store, municipalities: readonly string[], key: KeyFingerprint): Promise<boolean> {
  return store.system(async (tables) => {
    for (const municipality of municipalities) if (!await markKey(tables.of(municipality), key)) return false;
    return true;
  });
}

/** A key is forgotten before it goes: who dies in between still has it. */
export async function forgetKey(store: Store, version: number): Promise<void> {
  await store.system(async (tables) => {
    for (const { municipality } of await tables.find(keyMarks, { version })) await tables.of(municipality).remove(keyMarks, { version });
  });
}

/** A backup may know of an older key that was taken away since, when nothing was under it any more. */
async function missingAmong(store: Store, marks: readonly KeyFingerprint[], held: readonly KeyFingerprint[]): Promise<number[]> {
  const isHeld = (mark: KeyFingerprint) => held.some(({ version, fingerprint }) => version === mark.version && fingerprint === mark.fingerprint);
  const newest = Math.max(...marks.map(({ version }) => version));
  const missing = [];
  for (const version of new Set(marks.filter((mark) => !isHeld(mark)).map((mark) => mark.version))) {
    const another = held.some((key) => key.version === version);
    if (another || version === newest || (await usesOfKey(store, version)).length > 0) missing.push(version);
    else await forgetKey(store, version);
  }
  return missing;
}

/** A database from before keys left their mark: nothing in it is under a key that is not there, and some of it can be opened. */
async function missingUnmarked(store: Store, folder: string, held: readonly KeyFingerprint[]): Promise<number[]> {
  const uses = await usesBeginning(store, () => 'v');
  let unknown = sum(uses);
  for (const { version } of held) unknown -= sum(await usesOfKey(store, version));
  if (unknown > 0) return [Math.max(0, ...held.map(({ version }) => version)) + 1];
  return uses.length === 0 || await opensSome(store, openKeyring(folder), uses) ? [] : held.map(({ version }) => version);
}

async function opensSome(store: Store, keyring: Keyring, uses: readonly Use[]): Promise<boolean> {
  const sealer = sealerOf(keyring);
  let looked = false;
  for (const { municipality, table: name, column } of uses) {
    const table = store.tables.find((candidate) => candidate.name === name);
    if (table?.columns[column]?.kind !== 'sealed') continue;
    for (const row of await store.lying(municipality).page(table, { limit: 20, beginning: { [column]: ['v'] } })) {
      looked = true;
      try {
        sealer.open(placeOf(table, municipality, row, column), String(row[column]));
        return true;
      } catch (error) {
        if (!isUnreadable(error)) throw error;
      }
    }
  }
  return !looked;
}

function sum(uses: readonly Use[]): number {
  return uses.reduce((total, { count }) => total + count, 0);
}

function otherKeys(folder: string, versions: readonly number[]): ConfigurationError {
  return new ConfigurationError(
    `${folder} does not hold master key version ${versions.join(', ')} under which this database was written: put the master.json of this database there (as it was kept apart, see docs/backup.md), `
    + 'or let DATA_DIR name the folder whose keys/ has it; under other keys nobody in it would be found',
  );
}
