import type { DatabaseSync } from 'node:sqlite';
import type { Measured } from '#plugins/indicators/indicators.store.ts';
import { cellsOf, changesOf, type Cell } from '#plugins/indicators/tally.ts';
import { seeded } from '#tools/journey/seeded.ts';

export interface Filling { readonly municipality: string; readonly closed: number; readonly until: string }

const dayMs = 24 * 3_600_000;
const years = 10;
/** The present load, the same however many dossiers were closed before. */
const open = 600;
const recentlyClosed = 20_000;
const recentDays = 2 * 365 + 200;
/** So many of those before are made one by one; all others are copies of them. */
const models = 20_000;
const officials = ['els.peeters', 'tom.maes', 'an.claes', 'jan.smit'] as const;

/**
 * Ten years of tallies, straight into the database: what counting as many dossiers would have left. Of the copies only one measure is kept beside the tallies: the page reads
 * none of them.
 */
export function fillFigures(database: DatabaseSync, { municipality, closed, until }: Filling): { readonly measured: number; readonly tallies: number } {
  const random = seeded(58);
  const copies = (closed - recentlyClosed) / models;
  const last = Date.parse(until) / dayMs;
  const day = (number: number) => new Date(number * dayMs).toISOString().slice(0, 10);
  const below = (limit: number) => Math.floor(random() * limit);
  const tallies = openTallies();
  const putMeasured = database.prepare('INSERT INTO indicators_measured (municipality, dossier, measure, part, ground, deliverBy, official, begun, day, until, value) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const putCounted = database.prepare('INSERT INTO indicators_counted (municipality, dossier, sequence, openedOn) VALUES (?, ?, 16, ?)');
  database.exec('BEGIN IMMEDIATE');
  for (let index = 0; index < models + recentlyClosed + open; index += 1) {
    const dossier = `01900000-0000-7000-8000-${String(index).padStart(12, '0')}`;
    const [isModel, isOpen] = [index < models, index >= models + recentlyClosed];
    const opened = last - (isModel ? recentDays + below(years * 365 - recentDays) : isOpen ? below(150) : 60 + below(recentDays - 60));
    const [waited, taken, made, handed] = [below(20), 3 + below(18), 5 + below(20), 1 + below(12)];
    const [asked, captured, delivered] = [opened + waited, opened + waited + taken, opened + waited + taken + made + handed];
    const ground = (['disability', 'reduced-mobility', 'limited-availability'] as const)[below(3)] ?? 'disability';
    const deliverBy = below(2) === 0 ? 'official' : 'bpost';
    const official = officials[below(4)] ?? 'els.peeters';
    const keep = (measure: Measured['measure'], from: number, to: number, value: number, more: Partial<Measured> = {}) => {
      const row: Measured = { measure, part: 0, ground, deliverBy: 'none', official: 'none', begun: day(from), day: day(to), until: day(to), value, ...more };
      putMeasured.run(municipality, dossier, row.measure, row.part, row.ground, row.deliverBy, row.official, row.begun, row.day, row.until, row.value);
      tallies.add(row, isModel ? copies : 1);
    };
    putCounted.run(municipality, dossier, day(opened));
    const until = isOpen ? '9999-12-31' : day(delivered);
    if (ground === 'limited-availability') {
      keep('pending', opened, opened, 1, { until });
      if (below(10) === 0) keep('complained', asked, asked, 1);
    } else {
      keep('invited-requested', opened, asked, waited);
      if (isOpen || delivered > opened + 62) keep('running', opened, opened + 62, 1, { until });
    }
    if (isOpen) continue;
    if (ground !== 'limited-availability') {
      keep('requested-captured', asked, captured, taken, { official });
      for (const [measure, value] of [['captured-delivered', made + handed], ['captured-delivered.production', made], ['captured-delivered.rest', handed]] as const) keep(measure, captured, delivered, value, { deliverBy, official });
    }
    if (ground === 'disability') keep('renewed', delivered, delivered, below(3));
    if (deliverBy === 'bpost') for (const [measure, value] of [['requested-delivered', delivered - asked], ['requested-delivered.production', made], ['requested-delivered.rest', taken + handed]] as const) keep(measure, asked, delivered, value, { deliverBy });
  }
  for (const [table, kept, only] of [['indicators_measured', 'measure, part, ground, deliverBy, official, begun, day, until, value', "AND measure = 'requested-captured'"], ['indicators_counted', 'sequence, openedOn', '']] as const) {
    database.exec(`
      WITH RECURSIVE copy (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM copy WHERE n < ${copies - 1})
      INSERT INTO ${table} (municipality, dossier, ${kept}) SELECT municipality, printf('%08x', n) || substr(dossier, 9), ${kept} FROM copy, ${table}
      WHERE municipality = '${municipality}' AND dossier < '01900000-0000-7000-8000-${String(models).padStart(12, '0')}' AND dossier >= '01900000-' ${only}`);
  }
  const putTally = database.prepare('INSERT INTO indicators_tallies (municipality, measure, ground, deliverBy, official, grain, period, counts) VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  for (const { cell: { measure, ground, deliverBy, official, grain, period }, counts } of tallies.all()) putTally.run(municipality, measure, ground, deliverBy, official, grain, period, counts);
  database.exec('COMMIT');
  return { measured: Number(database.prepare('SELECT COUNT(*) AS n FROM indicators_measured').get()?.['n']), tallies: tallies.all().length };
}

/** The same rows as counting would make, with weights. */
function openTallies() {
  const cells = new Map<string, { readonly cell: Cell; readonly counts: Map<string, Map<number, number>> }>();
  const textOf = (counts: ReadonlyMap<number, number>) => Object.fromEntries([...counts].filter(([, count]) => count !== 0));
  return {
    add: (row: Measured, weight: number) => {
      for (const { day, value, by } of changesOf(row, 1)) for (const cell of cellsOf(row, { day, value, by })) {
        const key = Object.values(cell).join(' ');
        const found = cells.get(key) ?? { cell, counts: new Map<string, Map<number, number>>() };
        const part = cell.grain === 'days' ? day.slice(8) : '';
        const counts = found.counts.get(part) ?? new Map<number, number>();
        counts.set(value, (counts.get(value) ?? 0) + by * weight);
        found.counts.set(part, counts);
        cells.set(key, found);
      }
    },
    all: () => [...cells.values()].map(({ cell, counts }) => ({ cell, counts: JSON.stringify(cell.grain === 'days' ? Object.fromEntries([...counts].map(([part, of]) => [part, textOf(of)])) : textOf(counts.get('') ?? new Map<number, number>())) })),
  };
}
