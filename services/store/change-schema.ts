import { createHash } from 'node:crypto';
import { Op, type QueryInterface, type Transaction } from 'sequelize';
import type { Columns } from '#services/kernel/table.ts';
import type { Schema } from '#services/kernel/migration.ts';
import { lengthOf } from './check-value.ts';
import { attributesOf, municipalityLength, typed } from './columns.ts';

/** What a migration does to the database. The municipality leads in every key and index. */
export function schemaOf(queries: QueryInterface, transaction: Transaction): Schema {
  const dialect = queries.sequelize.getDialect();
  const addIndex = async (table: string, columns: readonly string[], unique: boolean, nullable: readonly string[]) => {
    // To SQL Server two rows without a value are the same value twice; to the others they are not.
    const only = dialect === 'mssql' && unique && nullable.length > 0 ? { where: Object.fromEntries(nullable.map((name) => [name, { [Op.ne]: null }])) } : {};
    await queries.addIndex(table, { fields: ['municipality', ...columns], name: indexName(table, columns, unique), unique, transaction, ...only });
  };
  return {
    createTable: async (name, columns, { key, unique, indexes }) => {
      if (await queries.tableExists(name, { transaction })) throw new Error(`table '${name}' is there already`);
      if (key.length === 0) throw new Error(`table '${name}' has no key`);
      for (const [set, most] of [[key, mostKeyBytes] as const, ...[...unique ?? [], ...indexes ?? []].map((set) => [set, mostIndexBytes] as const)]) checkIndexable(name, columns, set, most);
      const nullable = (set: readonly string[]) => set.filter((column) => columns[column]?.nullable);
      if (nullable(key).length > 0) throw new Error(`the key of table '${name}' has a column that may be empty`);
      await queries.createTable(name, attributesOf({ name, columns, key }, dialect), { transaction });
      for (const set of unique ?? []) await addIndex(name, set, true, nullable(set));
      for (const set of indexes ?? []) await addIndex(name, set, false, []);
    },
    addColumns: async (table, columns) => {
      for (const [name, column] of Object.entries(columns)) await queries.addColumn(table, name, typed(column, dialect), { transaction });
    },
    addIndex: async (table, columns, options) => {
      const unique = options?.unique ?? false;
      await addIndex(table, columns, unique, dialect === 'mssql' && unique ? await nullableAmong(queries, table, columns, transaction) : []);
    },
    dropTable: async (name) => { await queries.dropTable(name, { transaction }); },
  };
}

/** What SQL Server takes, the narrowest of the three (https://learn.microsoft.com/sql/sql-server/maximum-capacity-specifications-for-sql-server). */
const mostKeyBytes = 900;
const mostIndexBytes = 1_700;

/** An index that the narrowest database refuses is found on all of them. */
function checkIndexable(table: string, columns: Columns, set: readonly string[], most: number): void {
  const bytes = set.map((name) => {
    const column = columns[name];
    if (!column) throw new Error(`table '${table}' has no column '${name}'`);
    if (column.kind === 'sealed' || column.kind === 'long-text') throw new Error(`'${name}' of table '${table}' is too long for a key or index`);
    return (lengthOf(column) ?? 4) * 2;
  }).reduce((sum, next) => sum + next, municipalityLength * 2);
  if (bytes > most) throw new Error(`the key or index ${set.join(', ')} of table '${table}' takes ${bytes} bytes where SQL Server takes ${most}`);
}

async function nullableAmong(queries: QueryInterface, table: string, columns: readonly string[], transaction: Transaction): Promise<string[]> {
  // The table may be of this very transaction, which Sequelize's types forget.
  const inside: object = { transaction };
  const described = await queries.describeTable(table, inside);
  return columns.filter((name) => described[name]?.allowNull);
}

/** PostgreSQL cuts names at 63 characters. */
function indexName(table: string, columns: readonly string[], unique: boolean): string {
  const name = `${unique ? 'uq' : 'ix'}_${table}_${columns.join('_')}`;
  if (name.length <= 60) return name;
  return `${name.slice(0, 50)}_${createHash('sha256').update(name).digest('hex').slice(0, 9)}`;
}
