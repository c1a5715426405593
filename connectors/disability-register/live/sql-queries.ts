import { formatInsz } from '#services/belgium/insz.ts';
import { tableIn } from './sql-dialects.ts';
import type { Mapping } from './sql-settings.ts';
import type { SqlDialect, SqlQuery, SqlValue } from './sql-source.ts';

/** A national number as the register writes it. */
export function writtenInsz(insz: string, as: Mapping['inszWrittenAs']): SqlValue {
  if (as === 'number') return { type: 'number', value: Number(insz) };
  return { type: 'ascii', value: as === 'dotted' ? formatInsz(insz) : insz };
}

/** Every recognition of one person. */
export function recognitionsOf(dialect: SqlDialect, mapping: Mapping, insz: string): SqlQuery {
  const counting = countingOnly(dialect, mapping);
  return {
    text: `${select(dialect, mapping)} WHERE ${[`${dialect.quote(mapping.columns.insz)} = @insz`, ...counting.conditions].join(' AND ')}`,
    values: { insz: writtenInsz(insz, mapping.inszWrittenAs), ...counting.values },
  };
}

/** So many recognitions, person by person, after one of them. */
export function recognitionsAfter(dialect: SqlDialect, mapping: Mapping, after: SqlValue | null, rows: number): SqlQuery {
  const counting = countingOnly(dialect, mapping);
  const insz = dialect.quote(mapping.columns.insz);
  return {
    text: `${select(dialect, mapping, dialect.atMost.afterSelect)} WHERE ${[after === null ? `${insz} IS NOT NULL` : `${insz} > @after`, ...counting.conditions].join(' AND ')} ORDER BY ${insz}${dialect.atMost.atEnd}`,
    values: { rows: { type: 'number', value: rows }, ...(after !== null && { after }), ...counting.values },
  };
}

/** The numbers that came after this one, or before it. */
export function neighboursOf(dialect: SqlDialect, { table, columns }: NonNullable<Mapping['replacedNumbers']>, number: SqlValue, way: 'after' | 'before'): SqlQuery {
  const [known, sought] = way === 'after' ? [columns.old, columns.new] : [columns.new, columns.old];
  return { text: `SELECT ${dialect.quote(sought)} AS insz FROM ${tableIn(dialect, table)} WHERE ${dialect.quote(known)} = @insz`, values: { insz: number } };
}

function select(dialect: SqlDialect, { table, columns }: Mapping, first = ''): string {
  return `SELECT ${first}${dialect.quote(columns.insz)} AS insz, ${dialect.quote(columns.from)} AS first_day, ${dialect.quote(columns.until)} AS last_day FROM ${tableIn(dialect, table)}`;
}

function countingOnly(dialect: SqlDialect, { counting }: Mapping): { conditions: string[]; values: Record<string, SqlValue> } {
  const values: Record<string, SqlValue> = {};
  const conditions = counting.map(({ column, values: counted }, at) => {
    const names = counted.map((value, index) => {
      const name = `c${at}_${index}`;
      values[name] = { type: 'text', value };
      return `@${name}`;
    });
    return `${dialect.quote(column)} IN (${names.join(', ')})`;
  });
  return { conditions, values };
}
