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

/** SQL Server of old has no regard to capitals: two codes that differ would be one. So each text says of itself that it is compared letter by letter, whatever the database does otherwise. */
const letterByLetter = (length: number | undefined): string => `NVARCHAR(${length ?? 'MAX'}) COLLATE Latin1_General_100_BIN2`;
const texts: ReadonlySet<Kind> = new Set<Kind>(['id', 'text', 'long-text', 'day', 'sealed']);

/** A table's columns for Sequelize: the municipality leads in the primary key of each. @param makingOn the dialect in which they are being made; left out where they are only used */
export function attributesOf({ columns, key }: TableShape, makingOn?: string): ModelAttributes {
  const own = Object.entries(columns).map(([name, column]) => [name, { ...typed(column, makingOn), ...(key.includes(name) && { primaryKey: true }) }]);
  const municipality = makingOn === 'mssql' ? letterByLetter(municipalityLength) : DataTypes.STRING(municipalityLength);
  return { municipality: { type: municipality, allowNull: false, primaryKey: true }, ...Object.fromEntries(own) };
}

export function typed(column: Column, makingOn?: string): { type: never; allowNull: boolean } {
  const type = makingOn === 'mssql' && texts.has(column.kind) ? letterByLetter(lengthOf(column)) : types[column.kind](column);
  return { type: type as never, allowNull: column.nullable };
}
