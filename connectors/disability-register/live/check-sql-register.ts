import { checkSql } from '#connectors/sql-kit/check-sql.ts';
import type { SqlSource } from '#connectors/sql-kit/sql-source.ts';
import type { Finding } from '#services/kernel/connector.ts';
import { recognitionsAfter } from './sql-queries.ts';
import type { Mapping } from './sql-settings.ts';

/** Looks at table or view as they are used; it reads one row, and keeps nothing of it. */
export function checkSqlRegister(source: SqlSource, mapping: Mapping, where: string, signal: AbortSignal): Promise<Finding[]> {
  const { table, columns, counting, replacedNumbers } = mapping;
  return checkSql({
    source, where, signal, probes: [{ query: recognitionsAfter(source.dialect, mapping, null, 1) }],
    uses: [
      { table, columns: [...Object.values(columns), ...counting.map(({ column }) => column)], may: ['SELECT'] },
      ...(replacedNumbers ? [{ table: replacedNumbers.table, columns: Object.values(replacedNumbers.columns), may: ['SELECT' as const] }] : []),
    ],
  });
}
