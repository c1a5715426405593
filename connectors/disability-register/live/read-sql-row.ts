import { z } from 'zod';
import { inszSchema } from '#services/belgium/insz.ts';
import type { Span } from '../judge-recognition.ts';

const written = z.union([z.string(), z.number(), z.bigint()]).transform((value) => String(value).trim());
const numberRow = z.object({ insz: written });
/** Dates and moments have no zone in the database; the driver gives them as if they were UTC. */
const day = z.union([z.string(), z.number().transform(String), z.date().transform((at) => at.toISOString())]).nullable();
const spanRow = numberRow.extend({ first_day: day, last_day: day });

/** One row: as the register writes the number, and what it says; `said` is undefined where nobody understands it. */
export interface SqlRow { readonly written: string; readonly said: (Span & { readonly insz: string }) | undefined }

const isoDay = z.iso.date();
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

function readInsz(text: string): string | undefined {
  return inszSchema.safeParse(text.padStart(11, '0')).data;
}

function readDay(text: string): string | undefined {
  return isoDay.safeParse(text.trim().replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3').slice(0, 10)).data;
}
