import type { Tables } from '#services/kernel/tables.ts';
import { tallies, type Measured } from './indicators.store.ts';
import { cellsOf, changedCounts, changesOf, type Cell, type Change } from './tally.ts';

/** Brings what came and went into all the rows in which it counts. Only with the turn in hand: they are read and written back. */
export async function changeTallies(tables: Tables, rows: readonly { readonly row: Measured; readonly by: 1 | -1 }[]): Promise<void> {
  const cells = new Map<string, { readonly cell: Cell; readonly changes: Change[] }>();
  for (const { row, by } of rows) {
    for (const change of changesOf(row, by)) {
      for (const cell of cellsOf(row, change)) {
        const key = JSON.stringify(cell);
        const found = cells.get(key) ?? { cell, changes: [] };
        found.changes.push(change);
        cells.set(key, found);
      }
    }
  }
  for (const { cell, changes } of cells.values()) {
    const kept = await tables.first(tallies, cell);
    const counts = changedCounts(cell.grain, kept?.counts, changes);
    if (!kept) await tables.insert(tallies, { ...cell, counts });
    else if (kept.counts !== counts) await tables.update(tallies, cell, { counts });
  }
}
