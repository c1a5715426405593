import { rowsAmong } from '#connectors/sql-kit/rows-among.ts';
import { tableIn } from '#connectors/sql-kit/sql-dialects.ts';
import type { SqlDialect, SqlQuery, SqlValue } from '#connectors/sql-kit/sql-source.ts';
import { writtenInsz } from '#connectors/sql-kit/written-numbers.ts';
import type { Mapping } from './sql-settings.ts';

/** Every recognition of one person. */
export function recognitionsOf(dialect: SqlDialect, mapping: Mapping, insz: string): SqlQuery {
  const counting = rowsAmong(dialect, mapping.counting);
  return {
    text: `${select(dialect, mapping)} WHERE ${[`${dialect.quote(mapping.columns.insz)} = @insz`, ...counting.conditions].join(' AND ')}`,
    values: { insz: writtenInsz(insz, mapping.inszWrittenAs), ...counting.values },
  };
}

/** So many recognitions, person by person, after one of them. */
export function recognitionsAfter(dialect: SqlDialect, mapping: Mapping, after: SqlValue | null, rows: number): SqlQuery {
  const counting = rowsAmong(dialect, mapping.counting);
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
