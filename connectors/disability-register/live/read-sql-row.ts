import { z } from 'zod';
import { dayCell, readDay, readInsz, writtenCell } from '#connectors/sql-kit/read-cells.ts';
import type { Span } from '../judge-recognition.ts';

const numberRow = z.object({ insz: writtenCell });
const spanRow = numberRow.extend({ first_day: dayCell, last_day: dayCell });

/** One row: as the register writes the number, and what it says; `said` is undefined where nobody understands it. */
export interface SqlRow { readonly written: string; readonly said: (Span & { readonly insz: string }) | undefined }

const [firstDay, noEnd] = ['1850-01-01', '2300-01-01'];

export function readSpanRow(row: unknown): SqlRow {
  const parsed = spanRow.safeParse(row);
  if (!parsed.success) return { written: '', said: undefined };
  const insz = readInsz(parsed.data.insz);
  const from = readDay(parsed.data.first_day ?? '');
  const until = parsed.data.last_day === null ? null : readDay(parsed.data.last_day);
  const understood = insz !== undefined && from !== undefined && from < noEnd && until !== undefined;
  // Registers write 'since always' and 'without end' as a day that nobody lives to see.
  const said = understood ? { insz, from: from < firstDay ? firstDay : from, until: until !== null && until >= noEnd ? null : until } : undefined;
  return { written: parsed.data.insz, said };
}

/** The number in a row of replaced numbers. */
export function readNumberRow(row: unknown): string | undefined {
  const parsed = numberRow.safeParse(row);
  return parsed.success ? readInsz(parsed.data.insz) : undefined;
}
