import { QueryTypes, type FindOptions, type OrderItem, type Sequelize, type WhereOptions } from 'sequelize';
import type { Order, Row, Table } from '#services/kernel/table.ts';
import type { Locking, Scoped } from '#services/kernel/tables.ts';
import { ask, modelOf, type Access } from './ask-database.ts';
import { fromDatabase } from './convert-rows.ts';

type Raw = Record<string, unknown>;

export async function selectRows<T extends Table>(access: Access, table: T, where: WhereOptions, order: (Order<T> & Locking) | undefined): Promise<(Row<T> & Scoped)[]> {
  const options: FindOptions = {
    where, raw: true,
    ...(order?.by && { order: order.by.map((item) => orderItem(access.sequelize, table, item)) }),
    ...(order?.limit !== undefined && { limit: order.limit }), ...(order?.offset !== undefined && { offset: order.offset }),
  };
  const rows = await ask(access, (inside) => findRaw(access, table, { ...options, ...inside }, order?.skipLocked ?? false));
  return rows.map((raw) => Object.assign(fromDatabase(access.sealer, table, raw), { municipality: String(raw['municipality']) }) as Row<T> & Scoped);
}

async function findRaw(access: Access, table: Table, options: FindOptions, skipLocked: boolean): Promise<Raw[]> {
  const dialect = access.sequelize.getDialect();
  if (skipLocked && dialect === 'mssql') return access.sequelize.query<Raw>(lockingSelect(access, table, options), { type: QueryTypes.SELECT, ...(options.transaction && { transaction: options.transaction }) });
  const locking = skipLocked && dialect === 'postgres' ? { lock: true as const, skipLocked: true } : {};
  return await modelOf(access, table).findAll({ ...options, ...locking }) as unknown as Raw[];
}

/** SQL Server locks rows by hints on the table. Sequelize can write one hint only: ours takes its place. */
export function lockingSelect(access: Access, table: Table, options: FindOptions): string {
  const generator = access.sequelize.getQueryInterface().queryGenerator as { selectQuery(table: string, options: object, model: unknown): string };
  const attributes = ['municipality', ...Object.keys(table.columns)];
  return generator.selectQuery(table.name, { ...options, attributes, tableHint: 'READPAST' }, modelOf(access, table)).replace('WITH (READPAST)', 'WITH (UPDLOCK, READPAST, ROWLOCK)');
}

/** Rows without a value come first in ascending order and last in descending order; PostgreSQL has to be told. */
function orderItem<T extends Table>(sequelize: Sequelize, table: T, [name, direction]: readonly [keyof Row<T> & string, 'asc' | 'desc']): OrderItem {
  if (sequelize.getDialect() !== 'postgres' || table.columns[name]?.nullable !== true) return [name, direction];
  return [name, direction === 'asc' ? 'ASC NULLS FIRST' : 'DESC NULLS LAST'];
}
