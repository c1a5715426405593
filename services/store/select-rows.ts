import { QueryTypes, TableHints, type FindOptions, type OrderItem, type Sequelize, type WhereOptions } from 'sequelize';
import type { Order, Row, Table } from '#services/kernel/table.ts';
import type { Locking, Scoped } from '#services/kernel/tables.ts';
import { ask, type Access } from './ask-database.ts';
import { fromDatabase } from './convert-rows.ts';
import { countSql, selectSql } from './write-statements.ts';

type Raw = Record<string, unknown>;

export async function selectRows<T extends Table>(access: Access, table: T, where: WhereOptions, order: (Order<T> & Locking) | undefined): Promise<(Row<T> & Scoped)[]> {
  const options: FindOptions = {
    where,
    ...(order?.by && { order: order.by.map((item) => orderItem(access.sequelize, table, item)) }),
    ...(order?.limit !== undefined && { limit: order.limit }), ...(order?.offset !== undefined && { offset: order.offset }),
  };
  const rows = await ask(access, (inside) => access.sequelize.query<Raw>(selectIn(access, table, options, order?.skipLocked ?? false), { type: QueryTypes.SELECT, raw: true, ...inside }));
  return rows.map((raw) => Object.assign(fromDatabase(access.sealer, table, raw), { municipality: String(raw['municipality']) }) as Row<T> & Scoped);
}

export async function countRows(access: Access, table: Table, where: WhereOptions): Promise<number> {
  const [counted] = await ask(access, (inside) => access.sequelize.query<Raw>(countSql(access, table, where), { type: QueryTypes.SELECT, ...inside }));
  return Number(counted?.['count']);
}

function selectIn(access: Access, table: Table, options: FindOptions, skipLocked: boolean): string {
  const dialect = access.sequelize.getDialect();
  if (skipLocked && dialect === 'mssql') return lockingSelect(access, table, options);
  return selectSql(access, table, skipLocked && dialect === 'postgres' ? { ...options, lock: true, skipLocked: true } : options);
}

/** SQL Server locks rows by hints on the table. Sequelize can write one hint only: ours takes its place. */
export function lockingSelect(access: Access, table: Table, options: FindOptions): string {
  return selectSql(access, table, { ...options, tableHint: TableHints.READPAST }).replace('WITH (READPAST)', 'WITH (UPDLOCK, READPAST, ROWLOCK)');
}

/** Rows without a value come first in ascending order and last in descending order; PostgreSQL has to be told. */
function orderItem<T extends Table>(sequelize: Sequelize, table: T, [name, direction]: readonly [keyof Row<T> & string, 'asc' | 'desc']): OrderItem {
  if (sequelize.getDialect() !== 'postgres' || table.columns[name]?.nullable !== true) return [name, direction];
  return [name, direction === 'asc' ? 'ASC NULLS FIRST' : 'DESC NULLS LAST'];
}
