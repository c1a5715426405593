import { DataTypes, type ModelAttributes } from 'sequelize';
import type { Column, Columns, Kind } from '#services/kernel/table.ts';
import { lengthOf } from './check-value.ts';

export const municipalityLength = 60;

export interface TableShape { readonly name: string; readonly columns: Columns; readonly key: readonly string[] }

/** What each kind of column is in SQL, alike on SQLite, PostgreSQL and SQL Server. */
const types: { readonly [K in Kind]: (column: Column) => ModelAttributes[string] } = {
  id: (column) => DataTypes.STRING(lengthOf(column)),
  text: (column) => DataTypes.STRING(lengthOf(column)),
  'long-text': () => DataTypes.TEXT,
  integer: () => DataTypes.BIGINT,
  instant: () => DataTypes.BIGINT,
  day: (column) => DataTypes.STRING(lengthOf(column)),
  flag: () => DataTypes.BOOLEAN,
  sealed: () => DataTypes.TEXT,
};

/** A table's columns for Sequelize: the municipality leads in the primary key of each. */
export function attributesOf({ columns, key }: TableShape): ModelAttributes {
  const own = Object.entries(columns).map(([name, column]) => [name, { ...typed(column), ...(key.includes(name) && { primaryKey: true }) }]);
  return { municipality: { type: DataTypes.STRING(municipalityLength), allowNull: false, primaryKey: true }, ...Object.fromEntries(own) };
}

export function typed(column: Column): { type: never; allowNull: boolean } {
  return { type: types[column.kind](column) as never, allowNull: column.nullable };
}
