import { dayOf } from '#services/belgium/brussels-time.ts';
import type { HistoryLine } from '#services/journey/dossier.store.ts';
import type { Tables } from '#services/kernel/tables.ts';
import { changeTallies } from './change-tallies.ts';
import { counted, measured, turns, type Measured } from './indicators.store.ts';
import { measureDossier } from './measure-dossier.ts';
import { knownOf } from './read-history.ts';

interface Difference { readonly dossier: string; readonly lines: readonly HistoryLine[]; readonly gone: readonly Measured[]; readonly come: readonly Measured[] }

/**
 * Measures dossiers anew and brings the difference into the tallies. So it does not matter in which order, how late or how often anything is told of them: what is kept is
 * what the history says. Gives how many were not as they should be.
 */
export async function countDossiers(tables: Tables, dossiers: readonly string[], at: number): Promise<number> {
  // Mostly nothing that is measured has changed, and then nobody waits for anybody.
  const glance = await differencesOf(tables, dossiers);
  const different = glance.filter(({ gone, come }) => gone.length + come.length > 0).map(({ dossier }) => dossier);
  if (different.length === 0) {
    await keepCounted(tables, glance);
    return 0;
  }
  await takeTurn(tables, at);
  const differences = await differencesOf(tables, different);
  for (const { dossier, gone, come } of differences) {
    for (const { measure, part } of gone) await tables.remove(measured, { dossier, measure, part });
    for (const row of come) await tables.insert(measured, { dossier, ...row });
  }
  await changeTallies(tables, differences.flatMap(({ gone, come }) => [...gone.map((row) => ({ row, by: -1 as const })), ...come.map((row) => ({ row, by: 1 as const }))]));
  await keepCounted(tables, [...glance.filter(({ dossier }) => !different.includes(dossier)), ...differences]);
  return differences.length;
}

/** Until our commit nobody else changes what was measured: we wait for whoever does so now, and what is read afterwards is what that one left. */
export async function takeTurn(tables: Tables, at: number): Promise<void> {
  await tables.insertIfNew(turns, { name: 'tallies', at });
  await tables.update(turns, { name: 'tallies' }, { at });
}

/** What is kept of each and should not be, and the other way round. */
async function differencesOf(tables: Tables, asked: readonly string[]): Promise<Difference[]> {
  const known = await knownOf(tables, asked);
  const kept = Map.groupBy(await tables.find(measured, { dossier: { in: asked } }), ({ dossier }) => dossier);
  return known.map(({ dossier, lines, own, facts }) => {
    const [had, should] = [kept.get(dossier) ?? [], measureDossier(lines, own, facts)];
    const [words, wanted] = [new Set(had.map(wordsOf)), new Set(should.map(wordsOf))];
    return { dossier, lines, gone: had.filter((row) => !wanted.has(wordsOf(row))), come: should.filter((row) => !words.has(wordsOf(row))) };
  });
}

export function wordsOf({ measure, part, ground, deliverBy, official, begun, day, until, value }: Measured): string {
  return JSON.stringify([measure, part, ground, deliverBy, official, begun, day, until, value]);
}

/** Up to which line each has been counted: what comes later is no mistake of ours. */
async function keepCounted(tables: Tables, all: readonly Difference[]): Promise<void> {
  const kept = new Map((await tables.find(counted, { dossier: { in: all.map(({ dossier }) => dossier) } })).map((row) => [row.dossier, row.sequence]));
  for (const { dossier, lines } of all) {
    const [first, last] = [lines[0], lines.at(-1)];
    if (!first || !last || last.sequence === kept.get(dossier)) continue;
    const row = { sequence: last.sequence, openedOn: dayOf(first.occurredAt) };
    if (!kept.has(dossier) && await tables.insertIfNew(counted, { dossier, ...row })) continue;
    await tables.update(counted, { dossier, sequence: { lt: row.sequence } }, row);
  }
}
