import { QueryTypes, type WhereOptions } from 'sequelize';
import type { Table } from '#services/kernel/table.ts';
import { ask, modelOf, type Access } from './ask-database.ts';
import { toDatabase } from './convert-rows.ts';
import { insertIfNewSql, insertSql } from './insert-if-new.ts';
import { countRows, selectRows } from './select-rows.ts';
import { inMunicipality, translateWhere } from './translate-where.ts';
import { updateSql } from './write-statements.ts';

type Raw = Record<string, unknown>;

export async function insertRow(access: Access, table: Table, municipality: string, row: object): Promise<void> {
  modelOf(access, table);
  const { sql, bind } = insertSql(access.sequelize.getDialect(), table.name, toDatabase(access.sealer, table, municipality, { ...row }));
  await ask(access, (inside) => access.sequelize.query(sql, { bind, type: QueryTypes.RAW, ...inside }));
}

export async function insertRowIfNew(access: Access, table: Table, municipality: string, row: object): Promise<boolean> {
  modelOf(access, table);
  const { sql, bind } = insertIfNewSql(access.sequelize.getDialect(), table.name, toDatabase(access.sealer, table, municipality, { ...row }));
  const inserted = await ask(access, (inside) => access.sequelize.query(sql, { bind, type: QueryTypes.SELECT, ...inside }));
  return inserted.length > 0;
}

export async function updateRows(access: Access, table: Table, municipality: string, where: object, changes: object): Promise<number> {
  const touched = touchedBy(changes);
  const known = placeIn(table, where);
  checkPlaceStays(table, known, touched);
  const isPlaced = [...table.key, ...table.bound].every((name) => name in known || name in touched);
  if (seals(table, touched) && !isPlaced) return updateEach(access, table, municipality, where, touched);
  // The whole place comes along so that a sealed value is bound to it; it is not changed.
  const written = toDatabase(access.sealer, table, municipality, { ...known, ...touched });
  return write(access, table, inMunicipality(table, where, municipality), Object.fromEntries(Object.keys(touched).map((name) => [name, written[name]])));
}

/** In all municipalities at once. A sealed value is bound to one, so none can be among the changes. */
export async function updateEverywhere(access: Access, table: Table, where: object, changes: object): Promise<number> {
  const touched = touchedBy(changes);
  if (hasSealed(table, Object.keys(touched))) throw new Error('a sealed column is changed in one municipality only');
  checkPlaceStays(table, placeIn(table, where), touched);
  const { municipality: _municipality, ...written } = toDatabase(access.sealer, table, '', touched);
  return write(access, table, translateWhere(table, { ...where }), written);
}

async function write(access: Access, table: Table, where: WhereOptions, written: Raw): Promise<number> {
  if (Object.keys(written).length === 0) return countRows(access, table, where);
  const { sql, bind } = updateSql(access, table, where, written);
  return ask(access, (inside) => access.sequelize.query(sql, { bind, type: QueryTypes.BULKUPDATE, ...inside }));
}

/** A sealed value is bound to its row, so rows that are not named by their whole place are changed one by one. */
async function updateEach(access: Access, table: Table, municipality: string, where: object, touched: Raw): Promise<number> {
  const rows: Raw[] = await selectRows(access, table, inMunicipality(table, where, municipality), undefined);
  let count = 0;
  for (const row of rows) count += await updateRows(access, table, municipality, { ...where, ...Object.fromEntries([...table.key, ...table.bound].map((name) => [name, row[name]])) }, touched);
  return count;
}

function touchedBy(changes: object): Raw {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
}

function hasSealed(table: Table, names: readonly string[]): boolean {
  return names.some((name) => table.columns[name]?.kind === 'sealed');
}

/** Are values sealed by these changes? One that goes needs no place. */
function seals(table: Table, touched: Raw): boolean {
  return hasSealed(table, Object.keys(touched).filter((name) => touched[name] !== null));
}

/** In another place nobody could open the row's sealed values any more. */
function checkPlaceStays(table: Table, known: Raw, touched: Raw): void {
  const sealed = Object.entries(table.columns).filter(([, { kind }]) => kind === 'sealed').map(([name]) => name);
  if (sealed.length === 0) return;
  const isMoved = (name: string) => name in touched && touched[name] !== known[name];
  const key = table.key.find(isMoved);
  if (key !== undefined) throw new Error(`the key '${key}' of '${table.name}' cannot be changed: its sealed values are bound to it`);
  const bound = table.bound.find(isMoved);
  if (bound !== undefined && !sealed.every((name) => name in touched)) throw new Error(`'${bound}' of '${table.name}' changes only together with all that is sealed: that is bound to it`);
}

function placeIn(table: Table, where: object): Raw {
  return Object.fromEntries(Object.entries(where).filter(([name, value]) => (table.key.includes(name) || table.bound.includes(name)) && (typeof value !== 'object' || value === null)));
}
