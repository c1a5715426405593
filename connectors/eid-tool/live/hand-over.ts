import { z } from 'zod';
import { tableIn } from '#connectors/sql-kit/sql-dialects.ts';
import type { SqlQuery, SqlSource, SqlValue } from '#connectors/sql-kit/sql-source.ts';
import { SqlTrouble } from '#connectors/sql-kit/sql-trouble.ts';
import type { OutwardCall } from '#services/kernel/port.ts';
import { eidToolFailures } from '../eid-tool.port.ts';
import type { HandOverColumn } from '../wire/hand-over-columns.ts';
import type { Mapping } from './database-settings.ts';

export type Line = Readonly<Partial<Record<HandOverColumn, SqlValue>>>;
/** `undefined` where nothing forbids it; else whether it was done already, by another line. */
type Look = () => Promise<'done' | undefined>;

/**
 * Tells the tool one thing: a line in the hand-over table, once per key. The database sees to it that no key, no closed card and no new card stands there
 * twice, whoever comes at the same time. @param look whether the procedure allows it, as far as the tool shows. @throws SqlTrouble
 */
export async function handOver(source: SqlSource, { handOver: { table } }: Mapping, operation: string, line: Line, call: OutwardCall, toldAt: number, look: Look): Promise<void> {
  const place = tableIn(source.dialect, table);
  const known = async () => (await rowsOf(source, { text: `SELECT operation FROM ${place} WHERE request_key = @key`, values: { key: { type: 'ascii', value: call.key } } }, call.signal)).length > 0;
  const allowed = async () => await known() || await look() === 'done';
  if (await allowed()) return;
  const values: Record<string, SqlValue> = {
    request_key: { type: 'ascii', value: call.key }, operation: { type: 'ascii', value: operation }, told_at: { type: 'number', value: toldAt },
    requested_by: { type: 'text', value: call.actor }, trace_id: { type: 'text', value: call.traceId }, ...(call.dossier !== null && { dossier: { type: 'ascii', value: call.dossier } satisfies SqlValue }), ...line,
  };
  const columns = Object.keys(values);
  try {
    await source.execute({ text: `INSERT INTO ${place} (${columns.map(source.dialect.quote).join(', ')}) VALUES (${columns.map((name) => `@${name}`).join(', ')})`, values }, call.signal);
  } catch (error) {
    // Somebody was faster: it was the same, or it is not allowed any more.
    if (!(error instanceof SqlTrouble) || error.kind !== 'twice' || !await allowed()) throw error;
  }
}

const closing = z.object({ new_card_number: z.string() });

/** A card is replaced by one card, and by one that nobody has. @throws eid-tool.refused */
export async function lookAtClosing(source: SqlSource, { handOver: { table } }: Mapping, cardNumber: string, newCardNumber: string, signal: AbortSignal): Promise<'done' | undefined> {
  const closed = await rowsOf(source, {
    text: `SELECT new_card_number FROM ${tableIn(source.dialect, table)} WHERE operation = 'closeRenewal' AND refused IS NULL AND card_number = @card`, values: { card: { type: 'ascii', value: cardNumber } },
  }, signal);
  const [first] = closed.map((row) => closing.safeParse(row).data?.new_card_number.trim());
  if (closed.length === 0) return undefined;
  if (first !== newCardNumber) throw eidToolFailures.refused();
  return 'done';
}

export async function rowsOf(source: SqlSource, query: SqlQuery, signal: AbortSignal): Promise<unknown[]> {
  const rows: unknown[] = [];
  for await (const row of source.rows(query, signal)) rows.push(row);
  return rows;
}
