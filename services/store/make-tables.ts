import type { WhereOptions } from 'sequelize';
import type { Kind, Order, Row, Table, Where } from '#services/kernel/table.ts';
import type { Locking, Reader, Scoped, SystemTables, Tables } from '#services/kernel/tables.ts';
import { ask, modelOf, type Access } from './ask-database.ts';
import { insertRow, insertRowIfNew, updateEverywhere, updateRows } from './change-rows.ts';
import { linkingOf } from './link-rows.ts';
import { countRows, selectRows } from './select-rows.ts';
import { inMunicipality, translateWhere } from './translate-where.ts';

/** The tables of one municipality, in the transaction of a unit of work; without one for reading only. */
export function tablesOf(access: Access, municipality: string): Tables {
  const scoped = (table: Table, where: object) => inMunicipality(table, where, municipality);
  const find = async <T extends Table>(table: T, where: Where<T>, order?: Order<T>): Promise<Row<T>[]> =>
    (await selectRows<T>(access, table, scoped(table, where), order)).map(withoutMunicipality);
  return {
    find,
    first: async (table, where, order) => (await find(table, where, { ...order, limit: 1 }))[0],
    count: async (table, where) => countRows(access, table, scoped(table, where)),
    countBy: (table, where, column) => countBy(access, table, scoped(table, where), column),
    insert: (table, row) => insertRow(access, table, municipality, row),
    insertIfNew: (table, row) => insertRowIfNew(access, table, municipality, row),
    update: (table, where, changes) => updateRows(access, table, municipality, where, changes),
    remove: async (table, where) => {
      const condition = scoped(table, where);
      return ask(access, (inside) => modelOf(access, table).destroy({ where: condition, ...inside }));
    },
    ...linkingOf(access, municipality),
  };
}

/** All municipalities at once, for the house's own machinery. */
export function systemTablesOf(access: Access): SystemTables {
  return {
    find: async <T extends Table>(table: T, where: Where<T> & { municipality?: string }, order?: Order<T> & Locking) =>
      selectRows<T>(access, table, translateWhere(table, where), order),
    count: async (table, where) => countRows(access, table, translateWhere(table, where)),
    insertIfNew: (table, { municipality, ...row }) => insertRowIfNew(access, table, municipality, row),
    update: async (table, { municipality, ...where }, changes) =>
      (municipality === undefined ? updateEverywhere(access, table, where, changes) : updateRows(access, table, municipality, where, changes)),
    of: (municipality) => tablesOf(access, municipality),
  };
}

/** Not by spreading: that would open what is sealed. */
function withoutMunicipality<R extends object>(row: R & Scoped): R {
  Reflect.deleteProperty(row, 'municipality');
  return row;
}

export function readerOf(access: Access, municipality: string): Reader {
  const { find, first, count, countBy: countEach } = tablesOf(access, municipality);
  return { find, first, count, countBy: countEach };
}

const counted: ReadonlySet<Kind | undefined> = new Set<Kind>(['id', 'text', 'day']);

async function countBy(access: Access, table: Table, where: WhereOptions, column: string): Promise<ReadonlyMap<string, number>> {
  // Words only: flags and figures are written differently from one database to the other. The figure itself is called `count`.
  if (column === 'count' || !counted.has(table.columns[column]?.kind)) throw new Error(`table '${table.name}' cannot be counted by '${column}'`);
  const rows = await ask(access, (inside) => modelOf(access, table).count({ where, group: [column], ...inside }));
  return new Map(rows.map((row) => [String(row[column]), row.count]));
}
