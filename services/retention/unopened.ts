import type { Table } from '#services/kernel/table.ts';

/** A table seen without opening anything: what cannot be opened any more must go in time too. */
export function unopened<T extends Table>(table: T): T {
  const clear = Object.entries(table.columns).filter(([, { kind }]) => kind !== 'sealed');
  return { ...table, columns: Object.fromEntries(clear) };
}

/** The key of a row, as a filter that finds that row and no other. */
export function keyOf(table: Table, row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(table.key.map((name) => [name, row[name]]));
}
