import { col, fn, type FindOptions, type TableHints, type WhereOptions } from 'sequelize';
import type { Table } from '#services/kernel/table.ts';
import { modelOf, type Access } from './ask-database.ts';

type Raw = Readonly<Record<string, unknown>>;
/** What Sequelize calls its generator, of which its types say nothing. */
interface Generator {
  selectQuery(table: string, options: object, model: unknown): string;
  updateQuery(table: string, values: Raw, where: WhereOptions, options: object, attributes: unknown): { readonly query: string; readonly bind: unknown[] };
}

/**
 * The statements that Sequelize writes for us, in the words of each database. Its models, which would ask them as well, copy and look through their
 * options at each question: several times the price of the statement itself.
 */
export function selectSql(access: Access, table: Table, options: FindOptions & { readonly tableHint?: TableHints }): string {
  return generatorOf(access).selectQuery(table.name, { ...options, attributes: options.attributes ?? ['municipality', ...Object.keys(table.columns)] }, modelOf(access, table));
}

export function countSql(access: Access, table: Table, where: WhereOptions): string {
  return selectSql(access, table, { where, attributes: [[fn('count', col('*')), 'count']] });
}

export function updateSql(access: Access, table: Table, where: WhereOptions, written: Raw): { readonly sql: string; readonly bind: unknown[] } {
  const model = modelOf(access, table);
  const { query: sql, bind } = generatorOf(access).updateQuery(table.name, written, where, { model }, model.getAttributes());
  return { sql, bind };
}

const generatorOf = ({ sequelize }: Access) => sequelize.getQueryInterface().queryGenerator as Generator;
