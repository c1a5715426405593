import { z } from 'zod';
import { checkSql } from '#connectors/sql-kit/check-sql.ts';
import { tableIn } from '#connectors/sql-kit/sql-dialects.ts';
import type { SqlSource } from '#connectors/sql-kit/sql-source.ts';
import type { Finding } from '#services/kernel/connector.ts';
import { handOverColumns, takenColumns } from '../wire/hand-over-columns.ts';
import { cardsExpiring, renewalsSince } from './card-queries.ts';
import type { Mapping } from './database-settings.ts';

/** A day on which no card expires that anybody has. */
const longAgo = '1900-01-01';
const patienceMs = 24 * 3_600_000;
const counted = z.object({ refused: z.coerce.number(), waiting: z.coerce.number() });

/** Looks at views and table as they are used, and whether the tool takes in what it was told. Nobody's data comes. */
export function checkDatabaseTool(source: SqlSource, mapping: Mapping, where: string, now: number, signal: AbortSignal): Promise<Finding[]> {
  const { cards, counterRenewals, handOver } = mapping;
  const place = tableIn(source.dialect, handOver.table);
  const text = `SELECT (SELECT COUNT(*) FROM ${place} WHERE refused IS NOT NULL) AS refused, (SELECT COUNT(*) FROM ${place} WHERE taken_at IS NULL AND told_at < @patience) AS waiting`;
  return checkSql({
    source, where, signal,
    uses: [
      { table: cards.table, columns: [...Object.values(cards.columns), ...cards.inUse.map(({ column }) => column)], may: ['SELECT'] },
      { table: counterRenewals.table, columns: Object.values(counterRenewals.columns), may: ['SELECT'] },
      { table: handOver.table, columns: [...handOverColumns, ...takenColumns], may: ['SELECT', 'INSERT'] },
    ],
    probes: [
      { query: cardsExpiring(source.dialect, mapping, { from: longAgo, until: longAgo, after: null, rows: 1 }) },
      { query: renewalsSince(source.dialect, mapping, now) },
      { query: { text, values: { patience: { type: 'number', value: now - patienceMs } } }, judge: (rows) => judgeTaken(rows, tableIn({ quote: (name) => name }, handOver.table)) },
    ],
  });
}

function judgeTaken([row]: readonly unknown[], place: string): Finding[] {
  const { refused, waiting } = counted.parse(row);
  return [
    ...(waiting > 0 ? [{ what: 'mapping' as const, ok: false, says: `Lines in ${place} that have waited for more than a day: ${waiting}. Let the supplier of the tool look why it takes nothing in.` }] : []),
    ...(refused > 0 ? [{ what: 'mapping' as const, ok: false, says: `Lines in ${place} that the tool refused: ${refused}. Its column 'refused' says why.` }] : []),
  ];
}
