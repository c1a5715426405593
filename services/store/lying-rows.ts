import { Op, type WhereOptions } from 'sequelize';
import type { Table } from '#services/kernel/table.ts';
import type { LyingPage, LyingRow, LyingTables } from '#services/kernel/tables.ts';
import { ask, modelOf, type Access } from './ask-database.ts';
import { readValue } from './convert-rows.ts';

/** Rows as they lie in the database of one municipality: found by what a cell begins with, since that says under which key it was made. */
export function lyingOf(access: Access, municipality: string): LyingTables {
  return {
    page: async (table, page) => {
      const attributes = [...new Set([...table.key, ...table.bound, ...cellsOf(table)])];
      const rows = await ask(access, (inside) => modelOf(access, table).findAll({
        raw: true, attributes, where: whereOf(table, municipality, page), order: table.key.map((name) => [name, 'ASC']), limit: page.limit, ...inside,
      })) as unknown as Readonly<Record<string, unknown>>[];
      return rows.map((raw) => Object.fromEntries(attributes.map((name) => [name, table.columns[name] ? readValue(table.columns[name], raw[name]) : null])) as LyingRow);
    },
    exchange: async (table, row, cells) => {
      const standing = Object.fromEntries([...table.key, ...Object.keys(cells)].map((name) => [name, row[name] ?? null]));
      const [changed] = await ask(access, (inside) => modelOf(access, table).update(cells, { where: { municipality, ...standing }, validate: false, ...inside }));
      return changed === 1;
    },
  };
}

/** By municipality, whichever there are. */
export async function countLying(access: Access, table: Table, name: string, beginning: string): Promise<ReadonlyMap<string, number>> {
  const rows = await ask(access, (inside) => modelOf(access, table).count({ where: { [name]: { [Op.startsWith]: beginning } }, group: ['municipality'], ...inside }));
  return new Map(rows.map(({ municipality, count }) => [String(municipality), count]));
}

/** The columns that were made under a key. */
export function cellsOf({ columns }: Table): string[] {
  return Object.entries(columns).filter(([, { kind, blindIndex }]) => kind === 'sealed' || blindIndex).map(([name]) => name);
}

function whereOf({ key }: Table, municipality: string, { after, beginning }: LyingPage): WhereOptions {
  const begins = Object.entries(beginning ?? {}).flatMap(([name, starts]) => starts.map((start) => ({ [name]: { [Op.startsWith]: start } })));
  // Past a row whose key has several columns: past it in one of them, level with it in those before.
  const past = after && key.map((name, index) => ({ ...Object.fromEntries(key.slice(0, index).map((level) => [level, after[level]])), [name]: { [Op.gt]: after[name] } }));
  return { [Op.and]: [{ municipality }, ...past ? [{ [Op.or]: past }] : [], ...beginning ? [{ [Op.or]: begins }] : []] };
}
