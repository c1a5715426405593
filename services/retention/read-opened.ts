import { isFailure } from '#services/kernel/failure.ts';
import type { Table } from '#services/kernel/table.ts';
import type { Reader } from '#services/kernel/tables.ts';

export type AnyRow = Readonly<Record<string, unknown>>;
/** A row with all that could be opened of it. */
export interface Opened { readonly row: AnyRow; readonly unreadable: boolean }

/** Opens a row as far as that goes: one spoilt value must not stand between everybody else and what is held on them. */
export function openRow(row: AnyRow): Opened {
  let unreadable = false;
  const columns = Object.keys(row).flatMap((name) => {
    try {
      return [[name, row[name]] as const];
    } catch (error) {
      if (!isFailure(error, 'vault.unreadable')) throw error;
      unreadable = true;
      return [];
    }
  });
  return { row: Object.fromEntries(columns), unreadable };
}

const pageSize = 200;

/** All rows of a table, a page at a time in the order of the key. */
export async function* readOpened(reader: Reader, table: Table, where: AnyRow): AsyncGenerator<Opened> {
  const { key } = table;
  // Past a row whose key has several columns: first those that are level with it in all but the last one.
  let [after, level]: [AnyRow, number] = [{}, 0];
  while (level >= 0) {
    const past = Object.fromEntries(key.slice(0, level + 1).flatMap((name, at) => (name in after ? [[name, at < level ? after[name] : { gt: after[name] }]] : [])));
    const page: AnyRow[] = await reader.find(table, { ...where, ...past }, { by: key.map((name) => [name, 'asc'] as const), limit: pageSize });
    const last = page.at(-1);
    for (const row of page) yield openRow(row);
    if (last) [after, level] = [last, key.length - 1];
    else level -= 1;
  }
}
