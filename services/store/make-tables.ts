import { Op, QueryTypes, type WhereOptions, type ModelStatic, type Model, type Sequelize, type Transaction } from 'sequelize';
import type { NewRow, Order, Row, Table, Where } from '#services/kernel/table.ts';
import type { Locking, Reader, Scoped, SystemTables, Tables } from '#services/kernel/tables.ts';
import type { Sealer } from '#services/vault/sealer.ts';
import { fromDatabase, toDatabase } from './convert-rows.ts';
import { insertIfNewSql } from './insert-if-new.ts';
import { storeErrorOf } from './store-failures.ts';
import { translateWhere } from './translate-where.ts';

export interface Access { readonly sequelize: Sequelize; readonly models: ReadonlyMap<string, ModelStatic<Model>>; readonly sealer: Sealer }

type Raw = Record<string, unknown>;

/** The tables of one municipality, in a transaction; without one for reading only. */
export function tablesOf(access: Access, municipality: string, transaction?: Transaction): Tables {
  const { sealer } = access;
  const model = (table: Table) => modelOf(access, table);
  const inside = transaction ? { transaction } : {};
  const scoped = (table: Table, where: object) => inMunicipality(table, where, municipality);
  const find = async <T extends Table>(table: T, where: Where<T>, order?: Order<T>): Promise<Row<T>[]> =>
    (await select<T>(access, table, scoped(table, where), order, inside)).map(({ municipality: _municipality, ...row }) => row as unknown as Row<T>);
  return {
    find,
    first: async (table, where, order) => (await find(table, where, { ...order, limit: 1 }))[0],
    count: (table, where) => own(() => model(table).count({ where: scoped(table, where), ...inside })),
    insert: async (table, row) => { await own(() => model(table).create(toDatabase(sealer, table, municipality, row), { ...inside, raw: true, returning: false, validate: false })); },
    insertIfNew: (table, row) => insertIfNew(access, table, municipality, row, inside),
    update: (table, where, changes) => update(access, table, municipality, where, changes, inside),
    remove: (table, where) => own(() => model(table).destroy({ where: scoped(table, where), ...inside })),
  };
}

/** All municipalities at once, for the house's own machinery. */
export function systemTablesOf(access: Access, transaction: Transaction): SystemTables {
  const inside = { transaction };
  return {
    find: <T extends Table>(table: T, where: Where<T> & { municipality?: string }, order?: Order<T> & Locking) =>
      select<T>(access, table, translateWhere(table, where), order, inside),
    count: (table, where) => own(() => modelOf(access, table).count({ where: translateWhere(table, where), ...inside })),
    insertIfNew: (table, { municipality, ...row }) => insertIfNew(access, table, municipality, row, inside),
    update: async (table, { municipality, ...where }, changes) => {
      if (municipality !== undefined) return update(access, table, municipality, where, changes, inside);
      if (Object.keys(changes).some((name) => table.columns[name]?.kind === 'sealed')) throw new Error('a sealed column is changed in one municipality only');
      const [changed] = await own(() => modelOf(access, table).update({ ...changes }, { where: translateWhere(table, where), ...inside }));
      return changed;
    },
    of: (municipality) => tablesOf(access, municipality, transaction),
  };
}

export function readerOf(access: Access, municipality: string): Reader {
  const { find, first, count } = tablesOf(access, municipality);
  return { find, first, count };
}

function inMunicipality(table: Table, where: object, municipality: string): WhereOptions {
  return { [Op.and]: [translateWhere(table, { ...where }), { municipality }] };
}

type Inside = { readonly transaction?: Transaction };

async function select<T extends Table>(access: Access, table: T, where: WhereOptions, order: (Order<T> & Locking) | undefined, inside: Inside): Promise<(Row<T> & Scoped)[]> {
  const locking = order?.skipLocked && access.sequelize.getDialect() !== 'sqlite' ? { lock: true as const, skipLocked: true } : {};
  const rows = await own(() => modelOf(access, table).findAll({
    where, raw: true, ...inside, ...locking,
    ...(order?.by && { order: order.by.map(([column, direction]): [string, string] => [column, direction]) }),
    ...(order?.limit !== undefined && { limit: order.limit }), ...(order?.offset !== undefined && { offset: order.offset }),
  })) as unknown as Raw[];
  return rows.map((raw) => ({ ...fromDatabase(access.sealer, table, raw), municipality: String(raw['municipality']) }) as Row<T> & Scoped);
}

async function insertIfNew<T extends Table>(access: Access, table: T, municipality: string, row: NewRow<T> | object, inside: Inside): Promise<boolean> {
  const values = toDatabase(access.sealer, table, municipality, row as Raw);
  const { sql, bind } = insertIfNewSql(access.sequelize.getDialect(), table.name, values);
  const inserted = await own(() => access.sequelize.query(sql, { bind, type: QueryTypes.SELECT, ...inside }));
  return inserted.length > 0;
}

async function update<T extends Table>(access: Access, table: T, municipality: string, where: object, changes: Partial<Row<T>>, inside: Inside): Promise<number> {
  const touched = Object.entries(changes).filter(([, value]) => value !== undefined);
  if (touched.length === 0) return own(() => modelOf(access, table).count({ where: inMunicipality(table, where, municipality), ...inside }));
  const key = keyIn(table, where);
  const sealed = touched.some(([name]) => table.columns[name]?.kind === 'sealed');
  if (sealed && Object.keys(key).length < table.key.length) return updateEach(access, table, municipality, where, changes, inside);
  // The whole key comes along so that a sealed value is bound to its row; it is not changed.
  const written = toDatabase(access.sealer, table, municipality, { ...key, ...Object.fromEntries(touched) });
  const changed = Object.fromEntries(touched.map(([name]) => [name, written[name]]));
  const [count] = await own(() => modelOf(access, table).update(changed, { where: inMunicipality(table, where, municipality), ...inside }));
  return count;
}

/** A sealed value is bound to its row, so rows that are not named by their key are changed one by one. */
async function updateEach<T extends Table>(access: Access, table: T, municipality: string, where: object, changes: Partial<Row<T>>, inside: Inside): Promise<number> {
  const rows: Raw[] = await select(access, table, inMunicipality(table, where, municipality), undefined, inside);
  let count = 0;
  for (const row of rows) count += await update(access, table, municipality, { ...where, ...Object.fromEntries(table.key.map((name) => [name, row[name]])) }, changes, inside);
  return count;
}

function keyIn(table: Table, where: object): Raw {
  return Object.fromEntries(Object.entries(where).filter(([name, value]) => table.key.includes(name) && (typeof value !== 'object' || value === null)));
}

function modelOf({ models }: Access, table: Table): ModelStatic<Model> {
  const model = models.get(table.name);
  if (!model) throw new Error(`table '${table.name}' belongs to no plugin or service of this house`);
  return model;
}

/** Runs a statement and puts its error in our own words. */
async function own<R>(statement: () => Promise<R>): Promise<R> {
  try {
    return await statement();
  } catch (error) {
    throw storeErrorOf(error);
  }
}
