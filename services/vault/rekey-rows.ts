import type { Table } from '#services/kernel/table.ts';
import type { LyingRow, Store, TurnTables } from '#services/kernel/tables.ts';
import { placeOf } from '#services/store/convert-rows.ts';
import { cellsOf } from '#services/store/lying-rows.ts';
import type { Keyring } from './keyring.ts';
import { isUnreadable } from './seal-value.ts';
import type { Sealer } from './sealer.ts';

export interface Vaulted { readonly store: Store; readonly keyring: Keyring; readonly sealer: Sealer }
/** `left`: rows that stay under an old key, since they cannot be opened or do not keep the value of their index. */
export interface Rekeyed { readonly changed: number; readonly left: number }

const rowsAtOnce = 100;

/**
 * Seals the rows of a municipality under the newest key and makes their blind indexes anew. Each batch is a transaction of its own and rows that are
 * done are not found again, so it may be killed anywhere and begun again; what another unit of work changes meanwhile is left to it.
 */
export async function rekeyRows(vaulted: Vaulted, municipality: string, table: Table): Promise<Rekeyed> {
  const beginning = oldBeginnings(vaulted.keyring, table);
  let [changed, left] = [0, 0];
  for (let after: LyingRow | undefined; ;) {
    const batch = await vaulted.store.transaction(municipality, async (tables) => {
      const rows = await tables.lying.page(table, { after, limit: rowsAtOnce, beginning });
      let done = 0;
      for (const row of rows) if (await rekeyRow(vaulted, tables, { municipality, table, row })) done += 1;
      return { rows, done };
    });
    changed += batch.done;
    left += batch.rows.length - batch.done;
    after = batch.rows.at(-1);
    if (batch.rows.length < rowsAtOnce) return { changed, left };
  }
}

/** What cells begin with that were made under an older key. */
function oldBeginnings({ versions }: Keyring, table: Table): Record<string, string[]> {
  const [, ...old] = versions();
  return Object.fromEntries(cellsOf(table).map((name) => [name, old.map((version) => beginningOf(table, name, version))]));
}

/** `v1.` in front of a sealed value, `v1:` in front of a blind index. */
export function beginningOf({ columns }: Table, name: string, version: number): string {
  return `v${version}${columns[name]?.kind === 'sealed' ? '.' : ':'}`;
}

interface Standing { readonly municipality: string; readonly table: Table; readonly row: LyingRow }

async function rekeyRow(vaulted: Vaulted, tables: TurnTables, standing: Standing): Promise<boolean> {
  let cells: Record<string, string>;
  try {
    cells = madeAnew(vaulted, standing);
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    return false;
  }
  return Object.keys(cells).length > 0 && tables.lying.exchange(standing.table, standing.row, cells);
}

/** The cells of a row that were made under an older key, made under the newest. */
function madeAnew({ keyring, sealer }: Vaulted, { municipality, table, row }: Standing): Record<string, string> {
  const [newest = 0] = keyring.versions();
  const opened = (name: string): string | undefined => {
    const cell = row[name];
    return typeof cell === 'string' ? sealer.open(placeOf(table, municipality, row, name), cell) : undefined;
  };
  const cells: Record<string, string> = {};
  for (const name of cellsOf(table)) {
    const cell = row[name];
    if (typeof cell !== 'string' || cell.startsWith(beginningOf(table, name, newest))) continue;
    const index = table.columns[name]?.blindIndex;
    const made = index ? indexAnew(index.purpose, index.from && valueIn(opened(index.from.in), index.from.as), cell) : sealAnew(name);
    if (made !== undefined) cells[name] = made;
  }
  return cells;

  function sealAnew(name: string): string | undefined {
    const plaintext = opened(name);
    return plaintext === undefined ? undefined : sealer.seal(placeOf(table, municipality, row, name), plaintext);
  }

  /** An index that is not that of the value was made of something else: it stays. */
  function indexAnew(purpose: string, value: string | null, cell: string): string | undefined {
    if (value === null) return undefined;
    const all = keyring.blindIndexes(municipality, purpose, value);
    return all.includes(cell) ? all[0] : undefined;
  }
}

function valueIn(opened: string | undefined, name: string): string | null {
  const parsed: unknown = opened === undefined ? null : JSON.parse(opened);
  const value: unknown = typeof parsed === 'object' && parsed !== null ? Object.entries(parsed).find(([key]) => key === name)?.[1] : undefined;
  return typeof value === 'string' ? value : null;
}
