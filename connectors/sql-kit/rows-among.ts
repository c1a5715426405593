import type { AmongValues } from './sql-settings.ts';
import type { SqlDialect, SqlValue } from './sql-source.ts';

/** Conditions by which only rows count that have one of these values in these columns; each value is a parameter. */
export function rowsAmong(dialect: Pick<SqlDialect, 'quote'>, among: AmongValues, prefix = 'c'): { readonly conditions: readonly string[]; readonly values: Readonly<Record<string, SqlValue>> } {
  const values: Record<string, SqlValue> = {};
  const conditions = among.map(({ column, values: counted }, at) => {
    const names = counted.map((value, index) => {
      const name = `${prefix}${at}_${index}`;
      values[name] = { type: 'text', value };
      return `@${name}`;
    });
    return `${dialect.quote(column)} IN (${names.join(', ')})`;
  });
  return { conditions, values };
}
