import { dossiers, history, type HistoryLine } from '#services/journey/dossier.store.ts';
import { dayOf } from '#services/belgium/brussels-time.ts';
import type { Reader, Tables } from '#services/kernel/tables.ts';
import { complaintFacts, counted, measured, renewalFacts, tallies, turns, type Measured } from './indicators.store.ts';
import { measureDossier, type Facts, type Own } from './measure-dossier.ts';
import { cellsOf, changedCounts, changesOf, type Cell, type Change } from './tally.ts';

/**
 * Measures a dossier anew and brings the difference into the tallies. So it does not matter in which order, how late or how often it is told of a change: what is kept is what
 * the history says. Gives how many measures were not as they should be.
 */
export async function countDossier(tables: Tables, dossier: string, at: number): Promise<number> {
  // Mostly nothing that is measured has changed, and then nobody waits for anybody.
  const glance = await lookAt(tables, dossier);
  if (glance.lines.length === 0) return 0;
  if (glance.gone.length + glance.come.length === 0) {
    await keepCounted(tables, dossier, glance.lines);
    return 0;
  }
  await takeTurn(tables, at);
  const { lines, gone, come } = await lookAt(tables, dossier);
  for (const { measure, part } of gone) await tables.remove(measured, { dossier, measure, part });
  for (const row of come) await tables.insert(measured, { dossier, ...row });
  await changeTallies(tables, [...gone.map((row) => [row, -1] as const), ...come.map((row) => [row, 1] as const)]);
  await keepCounted(tables, dossier, lines);
  return gone.length + come.length;
}

/** Until our commit nobody else changes what was measured: we wait for whoever does so now, and what is read afterwards is what that one left. */
export async function takeTurn(tables: Tables, at: number): Promise<void> {
  await tables.insertIfNew(turns, { name: 'tallies', at });
  await tables.update(turns, { name: 'tallies' }, { at });
}

/** What is kept of a dossier and should not be, and the other way round. */
async function lookAt(reader: Reader, dossier: string): Promise<{ readonly lines: readonly HistoryLine[]; readonly gone: readonly Measured[]; readonly come: readonly Measured[] }> {
  const lines = await reader.find(history, { dossier }, { by: [['sequence', 'asc']] });
  const kept = await reader.find(measured, { dossier });
  const should = measureDossier(lines, await ownOf(reader, dossier, lines), await factsOf(reader, dossier));
  const [had, have] = [new Set(kept.map(wordsOf)), new Set(should.map(wordsOf))];
  return { lines, gone: kept.filter((row) => !have.has(wordsOf(row))), come: should.filter((row) => !had.has(wordsOf(row))) };
}

export function wordsOf({ measure, part, ground, deliverBy, official, begun, day, until, value }: Measured): string {
  return JSON.stringify([measure, part, ground, deliverBy, official, begun, day, until, value]);
}

/** Asked only where a line of an earlier release leaves something open. */
export async function ownOf(reader: Reader, dossier: string, lines: readonly HistoryLine[]): Promise<Own> {
  const own = lines.some(({ ground, deliverBy }) => ground === null || deliverBy === null) ? await reader.first(dossiers, { id: dossier }) : undefined;
  return { ground: own?.ground ?? null, deliverBy: own?.deliverBy ?? null };
}

export async function factsOf(reader: Reader, dossier: string): Promise<Facts> {
  const complaints = await reader.find(complaintFacts, { dossier, tone: 'negative' }, { by: [['filedAt', 'asc'], ['complaint', 'asc']] });
  const renewals = await reader.find(renewalFacts, { dossier });
  return { negativeComplaints: complaints.flatMap(({ filedAt }) => (filedAt === null ? [] : [filedAt])), counterRenewals: renewals.map(({ at }) => at) };
}

async function keepCounted(tables: Tables, dossier: string, lines: readonly HistoryLine[]): Promise<void> {
  const [first, last] = [lines[0], lines.at(-1)];
  if (!first || !last) return;
  const row = { sequence: last.sequence, openedOn: dayOf(first.occurredAt) };
  if (await tables.insertIfNew(counted, { dossier, ...row })) return;
  await tables.update(counted, { dossier, sequence: { lt: row.sequence } }, row);
}

/** Brings what came and went into all the rows in which it counts. */
async function changeTallies(tables: Tables, rows: readonly (readonly [Measured, 1 | -1])[]): Promise<void> {
  const changes = new Map<string, { readonly cell: Cell; readonly changes: Change[] }>();
  for (const [row, by] of rows) {
    for (const change of changesOf(row, by)) {
      for (const cell of cellsOf(row, change)) {
        const key = JSON.stringify(cell);
        const found = changes.get(key) ?? { cell, changes: [] };
        found.changes.push(change);
        changes.set(key, found);
      }
    }
  }
  for (const { cell, changes: ofCell } of changes.values()) {
    const kept = await tables.first(tallies, cell);
    const counts = changedCounts(cell.grain, kept?.counts, ofCell);
    if (!kept) await tables.insert(tallies, { ...cell, counts });
    else if (kept.counts !== counts) await tables.update(tallies, cell, { counts });
  }
}
