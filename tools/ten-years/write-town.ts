import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import type { TownDossier } from './generate-town.ts';

export interface Writing {
  readonly file: string;
  readonly municipality: string;
  /** Lines before it are as an earlier release wrote them: they do not say what stood. */
  readonly saysWhatStoodSince: number;
}

const ninetyDaysMs = 90 * 24 * 3_600_000;

/**
 * Puts a town straight into the file of an embedded store, as an import would: nothing is told to anybody. Its dossiers are of nobody: what is sealed in them cannot be opened.
 * Gives their ids.
 */
export function writeTown(town: Iterable<TownDossier>, { file, municipality, saysWhatStoodSince }: Writing): string[] {
  const database = new DatabaseSync(file, { timeout: 10_000 });
  const put = putterOf(database);
  const ids: string[] = [];
  try {
    database.exec('BEGIN IMMEDIATE');
    for (const { lines, complaints, counterRenewals, previous } of town) {
      const id = idOf('0', ids.length);
      const [first, last] = [lines[0], lines.at(-1)];
      if (!first || !last) continue;
      put('journey_dossiers', {
        municipality, id, person: id, cardIndex: `v1:${id}`, cycle: 1, state: last.state, sequence: last.sequence, ground: said(last.ground), deliverBy: said(last.deliverBy),
        expiresOn: new Date(first.occurredAt + ninetyDaysMs).toISOString().slice(0, 10), openedAt: first.occurredAt, stateSince: last.occurredAt, dueAt: null,
        previous: previous === null ? null : ids[previous - 1] ?? null, emptiedAt: null, personal: 'of nobody',
      });
      for (const line of lines) put('journey_history', { municipality, dossier: id, ...line, ...(line.recordedAt < saysWhatStoodSince && { ground: null, deliverBy: null }) });
      complaints.forEach(({ at, tone }, index) => put('indicators_complaints', { municipality, complaint: idOf(String(index + 1), ids.length), dossier: id, filedAt: at, tone, tonedAt: at }));
      counterRenewals.forEach((at, index) => put('indicators_renewals', { municipality, renewal: idOf(String(index + 5), ids.length), dossier: id, at }));
      ids.push(id);
    }
    database.exec('COMMIT');
  } finally {
    database.close();
  }
  return ids;
}

/** In the order in which they were opened, as the ids of a house are. */
function idOf(kind: string, number: number): string {
  return `0190${kind.padStart(4, '0')}-0000-7000-8000-${String(number).padStart(12, '0')}`;
}

function said<T>(value: T | 'none'): T | null {
  return value === 'none' ? null : value;
}

function putterOf(database: DatabaseSync) {
  const statements = new Map<string, ReturnType<DatabaseSync['prepare']>>();
  return (table: string, row: Readonly<Record<string, SQLInputValue>>): void => {
    const names = Object.keys(row);
    const known = statements.get(table) ?? database.prepare(`INSERT INTO "${table}" (${names.map((name) => `"${name}"`).join(', ')}) VALUES (${names.map(() => '?').join(', ')})`);
    statements.set(table, known);
    known.run(...Object.values(row));
  };
}
