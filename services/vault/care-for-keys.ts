import { failures } from '#services/kernel/failure.ts';
import { openCell } from '#services/store/convert-rows.ts';
import { cellsOf } from '#services/store/lying-rows.ts';
import type { LyingRow } from '#services/kernel/tables.ts';
import { usesOfKey, type Use } from './key-uses.ts';
import { forgetKey, markForAll } from './open-keys.ts';
import { rekeyRows, type Rekeyed, type Vaulted } from './rekey-rows.ts';
import { isUnreadable, vaultFailures } from './seal-value.ts';

export const keyFailures = failures('keys', {
  unknown: { status: 404, retry: 'never', title: 'There is no key of this version.' },
  newest: { status: 409, retry: 'never', title: 'The newest key cannot be taken away: everything is sealed under it.' },
  'in-use': { status: 409, retry: 'never', title: 'Rows are still under this key.' },
  'just-replaced': { status: 409, retry: 'safe', title: 'This key was replaced a moment ago: work that began under it may still be under way.' },
});

export interface Unreadable { readonly municipality: string; readonly table: string; readonly key: readonly unknown[]; readonly column: string }

export interface KeyCare {
  versions(): readonly number[];
  /** Where each key is in use, the newest left out. */
  inUse(): Promise<(Use & { readonly version: number })[]>;
  rotate(): Promise<void>;
  rekey(municipality: string): Promise<Rekeyed>;
  retire(version: number): Promise<void>;
  /** Walks everything that is sealed, and names what cannot be opened. */
  check(municipality: string): AsyncGenerator<Unreadable>;
}

/** No unit of work lasts so long: after it none can still write what it sealed before the rotation. */
const longestWorkMs = 10 * 60_000;
const rowsAtOnce = 200;

export function careForKeys(vaulted: Vaulted, municipalities: readonly string[], realNow: () => number): KeyCare {
  const { store, keyring } = vaulted;
  return {
    versions: keyring.versions,
    inUse: async () => {
      const uses = [];
      for (const version of keyring.versions().slice(1)) uses.push(...(await usesOfKey(store, version)).map((use) => ({ version, ...use })));
      return uses;
    },
    rotate: async () => {
      keyring.rotate();
      const [version = 0] = keyring.versions();
      // At once: a node that has a key folder of its own, or a copy, is refused from now on.
      if (!await markForAll(store, municipalities, { version, fingerprint: keyring.fingerprint(version) })) throw vaultFailures['key-foreign']();
    },
    rekey: async (municipality) => {
      const total = { changed: 0, left: 0 };
      if (keyring.versions().length === 1) return total;
      for (const table of store.tables.filter((each) => cellsOf(each).length > 0)) {
        const { changed, left } = await rekeyRows(vaulted, municipality, table);
        total.changed += changed;
        total.left += left;
      }
      return total;
    },
    retire: async (version) => {
      const versions = keyring.versions();
      if (version === versions[0]) throw keyFailures.newest();
      const follower = versions[versions.indexOf(version) - 1];
      if (follower === undefined) throw keyFailures.unknown();
      if (realNow() - keyring.addedAt(follower) < longestWorkMs) throw keyFailures['just-replaced']();
      const [use] = await usesOfKey(store, version);
      if (use) throw keyFailures['in-use']({ issues: [{ in: 'body', name: `${use.table}.${use.column}`, detail: `${use.count} in ${use.municipality}` }] });
      await forgetKey(store, version);
      keyring.retire(version);
    },
    check: (municipality) => unreadableIn(vaulted, municipality),
  };
}

async function* unreadableIn({ store, sealer }: Vaulted, municipality: string): AsyncGenerator<Unreadable> {
  const lying = store.lying(municipality);
  for (const table of store.tables) {
    const sealed = cellsOf(table).filter((name) => table.columns[name]?.kind === 'sealed');
    for (let after: LyingRow | undefined; sealed.length > 0;) {
      const rows = await lying.page(table, { after, limit: rowsAtOnce });
      for (const row of rows) {
        for (const column of sealed) {
          const cell = row[column];
          if (typeof cell === 'string' && !opens(() => openCell(sealer, { table, municipality, row, name: column }, cell))) yield { municipality, table: table.name, key: table.key.map((name) => row[name]), column };
        }
      }
      after = rows.at(-1);
      if (rows.length < rowsAtOnce) break;
    }
  }
}

function opens(open: () => unknown): boolean {
  try {
    open();
    return true;
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    return false;
  }
}
