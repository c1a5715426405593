import { Op, type WhereOptions } from 'sequelize';
import type { Table } from '#services/kernel/table.ts';

type Condition = { readonly in?: readonly unknown[]; readonly lt?: unknown; readonly lte?: unknown; readonly gt?: unknown; readonly gte?: unknown; readonly not?: unknown };

/** Our filters in Sequelize's words. Only columns of the table, never a sealed one: those cannot be searched. */
export function translateWhere(table: Table, where: Readonly<Record<string, unknown>>): WhereOptions {
  const conditions = Object.entries(where).filter(([, value]) => value !== undefined).map(([name, value]): [string, unknown] => {
    const column = table.columns[name];
    if (name !== 'municipality' && (!column || column.kind === 'sealed')) throw new Error(`table '${table.name}' cannot be searched by '${name}'`);
    return [name, conditionOf(value)];
  });
  return Object.fromEntries(conditions);
}

function conditionOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const { in: among, lt, lte, gt, gte, not } = value as Condition;
  if (among !== undefined) return { [Op.in]: [...among] };
  if ('not' in value) return { [Op.ne]: not };
  return {
    ...(lt !== undefined && { [Op.lt]: lt }), ...(lte !== undefined && { [Op.lte]: lte }), ...(gt !== undefined && { [Op.gt]: gt }), ...(gte !== undefined && { [Op.gte]: gte }),
  };
}
