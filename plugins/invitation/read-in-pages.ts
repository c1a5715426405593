import type { Reader } from '#services/kernel/tables.ts';
import type { Row, Table, Where } from '#services/kernel/table.ts';

const pageSize = 200;

/** Reads a table by its key, page by page, so that a city's worth of rows never stands in memory. What changes on the way may be seen or missed. */
export async function* readInPages<T extends Table>(store: Reader, table: T, where: Where<T>, key: keyof Where<T> & keyof Row<T> & string): AsyncGenerator<Row<T>[]> {
  for (let after: unknown; ;) {
    const page: Row<T>[] = await store.find(table, after === undefined ? where : { ...where, [key]: { gt: after } }, { by: [[key, 'asc']], limit: pageSize });
    if (page.length > 0) yield page;
    after = page.at(-1)?.[key];
    if (page.length < pageSize) return;
  }
}
