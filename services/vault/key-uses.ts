import type { Table } from '#services/kernel/table.ts';
import type { Store } from '#services/kernel/tables.ts';
import { cellsOf } from '#services/store/lying-rows.ts';
import { beginningOf } from './rekey-rows.ts';

/** Cells under a key, by municipality, table and column. */
export interface Use { readonly municipality: string; readonly table: string; readonly column: string; readonly count: number }

/** Where a key is in use, in whichever municipality: one that is left out of the configuration has its rows here all the same. */
export function usesOfKey(store: Store, version: number): Promise<Use[]> {
  return usesBeginning(store, (table, column) => beginningOf(table, column, version));
}

export async function usesBeginning(store: Store, beginning: (table: Table, column: string) => string): Promise<Use[]> {
  const uses: Use[] = [];
  for (const table of store.tables) {
    for (const column of cellsOf(table)) {
      for (const [municipality, count] of await store.countLying(table, column, beginning(table, column))) uses.push({ municipality, table: table.name, column, count });
    }
  }
  return uses;
}
