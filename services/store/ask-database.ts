import type { Model, ModelStatic, Sequelize, Transaction } from 'sequelize';
import type { Table } from '#services/kernel/table.ts';
import type { Sealer } from '#services/vault/sealer.ts';
import type { Unit } from './hold-unit.ts';
import { storeErrorOf } from './store-failures.ts';

/** The database and what is needed to read its rows; with a unit of work, inside its transaction. */
export interface Access {
  readonly sequelize: Sequelize;
  readonly models: ReadonlyMap<string, ModelStatic<Model>>;
  readonly sealer: Sealer;
  readonly unit?: Unit;
}

type Inside = { readonly transaction?: Transaction };

/** Runs one statement, in the transaction if there is one, and puts its error in our own words. */
export async function ask<R>({ unit }: Access, statement: (inside: Inside) => Promise<R>): Promise<R> {
  if (unit) return unit.run(() => statement({ transaction: unit.transaction }));
  try {
    return await statement({});
  } catch (error) {
    throw storeErrorOf(error);
  }
}

export function modelOf({ models }: Access, table: Table): ModelStatic<Model> {
  const model = models.get(table.name);
  if (!model) throw new Error(`table '${table.name}' belongs to no plugin or service of this house`);
  return model;
}
