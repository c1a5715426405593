import { judgeRecognition, type Span } from '../judge-recognition.ts';
import { disabilityRegisterFailures } from '../disability-register.port.ts';
import { readSpanRow } from './read-sql-row.ts';
import { recognitionsAfter } from './sql-queries.ts';
import type { Mapping } from './sql-settings.ts';
import type { SqlSource, SqlValue } from '#connectors/sql-kit/sql-source.ts';

/** A page ends here too, so that it is there in time where few of many are recognised today. */
const rowsEach = 20;
const mostOfOne = 1_000;

interface Page { readonly people: { insz: string; until: string | null }[]; readonly next: string | null; readonly unreadable: number }

/** Reads person by person and holds one of them at a time, however large the register is; stops the query once the page is full. */
export async function listRecognised(source: SqlSource, mapping: Mapping, { on, after, most }: { on: string; after: string | null; most: number }, signal: AbortSignal): Promise<Page> {
  const people: { insz: string; until: string | null }[] = [];
  let person: { insz: string; spans: Span[] } | undefined;
  let [rows, unreadable] = [0, 0];
  let last: string | undefined;
  const finish = () => {
    if (!person) return;
    const { status, until } = judgeRecognition(person.spans, on);
    if (status === 'current') people.push({ insz: person.insz, until });
    person = undefined;
  };
  const enough = most * rowsEach;
  // The server sorts and sends no more than a page can need: the last person on it is read to the end.
  const mostRows = enough + mostOfOne;
  for await (const row of source.rows(recognitionsAfter(source.dialect, mapping, cursorOf(after, mapping), mostRows), signal)) {
    const { written, said } = readSpanRow(row);
    if (written !== last) {
      finish();
      // Only between two people: both halves of one would be judged alone.
      if (last !== undefined && (people.length === most || rows >= enough)) return { people, next: last, unreadable };
    }
    rows += 1;
    if (written !== '') last = written;
    if (said) {
      person ??= { insz: said.insz, spans: [] };
      person.spans.push(said);
    } else {
      unreadable += 1;
    }
  }
  // Nobody has so many recognitions: the mapping gives the same number to everybody.
  if (rows === mostRows) throw disabilityRegisterFailures.unreadable();
  finish();
  return { people, next: null, unreadable };
}

function cursorOf(after: string | null, { inszWrittenAs }: Mapping): SqlValue | null {
  if (after === null) return null;
  if (inszWrittenAs !== 'number') return { type: 'text', value: after };
  if (!/^\d{1,11}$/.test(after)) throw disabilityRegisterFailures.refused({ issues: [{ in: 'body', name: 'after', detail: 'this is not where a page ended' }] });
  return { type: 'number', value: Number(after) };
}
