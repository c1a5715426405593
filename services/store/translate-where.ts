import { Op, type WhereOptions } from 'sequelize';
import type { Table } from '#services/kernel/table.ts';
import { checkCompared } from './check-value.ts';

const operators = new Map<string, symbol>([['lt', Op.lt], ['lte', Op.lte], ['gt', Op.gt], ['gte', Op.gte]]);

/**
 * Our filters in Sequelize's words. Only columns of the table, never a sealed one: those cannot be searched. A filter that says nothing (an
 * undefined value, a condition without operator) is an error: taken for "any" it would find, change or remove what nobody meant.
 */
export function translateWhere(table: Table, where: Readonly<Record<string, unknown>>): WhereOptions {
  return Object.fromEntries(Object.entries(where).map(([name, value]): [string, unknown] => {
    const column = table.columns[name];
    if (name !== 'municipality' && (!column || column.kind === 'sealed')) throw new Error(`table '${table.name}' cannot be searched by '${name}'`);
    if (typeof value !== 'object' || value === null) return [name, compared(table, name, value)];
    return [name, conditionOf(table, name, value)];
  }));
}

/** The municipality is put beside the filter, not into it: no column of that name can take its place. */
export function inMunicipality(table: Table, where: object, municipality: string): WhereOptions {
  return { [Op.and]: [translateWhere(table, { ...where }), { municipality }] };
}

function conditionOf(table: Table, name: string, condition: object): unknown {
  if ('in' in condition) {
    if (!Array.isArray(condition.in)) throw new Error(`table '${table.name}' is searched by '${name}' without a list`);
    return { [Op.in]: condition.in.map((value) => notNull(table, name, value)) };
  }
  if ('not' in condition) return { [Op.ne]: compared(table, name, condition.not) };
  const bounds = Object.entries(condition).map(([word, value]): [symbol, unknown] => {
    const operator = operators.get(word);
    if (!operator) throw new Error(`table '${table.name}' is searched by '${name}' in an unknown way: '${word}'`);
    return [operator, notNull(table, name, value)];
  });
  if (bounds.length === 0) throw new Error(`table '${table.name}' is searched by '${name}' without a condition`);
  return Object.fromEntries(bounds);
}

function notNull(table: Table, name: string, value: unknown): unknown {
  if (value === null) throw new Error(`table '${table.name}': null is not comparable, ask for '${name}' being null by itself`);
  return compared(table, name, value);
}

function compared(table: Table, name: string, value: unknown): unknown {
  if (value === undefined) throw new Error(`table '${table.name}' is searched by '${name}' without a value`);
  const column = table.columns[name];
  if (column && value !== null) checkCompared({ table: table.name, name, column }, value);
  return value;
}
