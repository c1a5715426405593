import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { finalStates } from '#services/journey/journey.states.ts';
import { definitions } from '#plugins/indicators/definitions.ts';
import type { Figure } from '#plugins/indicators/indicators.contract.ts';
import { as, openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';
import { runJob } from '#tools/test-house/run-job.ts';
import { generateTown } from './generate-town.ts';
import { askSql, prepareSql, sentences, type Answered, type AskedInSql } from './reckon-in-sql.ts';
import { writeTown } from './write-town.ts';

/** Dossiers a year: as many as a city of 250,000 has. */
const perYear = 2_000;
/** Ten years, until the day before the clock of the house; the first three of them were written by an earlier release. */
const town = { seed: 58, from: '2016-12-01', until: '2026-11-23', perYear };
const nowAt = Date.parse('2026-11-24T09:00:00+01:00');
const saysWhatStoodSince = Date.parse('2019-12-01T00:00:00+01:00');
const trendMonths = 24;

let the: TestHouse;
let database: DatabaseSync;
let ids: readonly string[];
beforeAll(async () => {
  the = await openTestHouse();
  const file = join(the.dataDir, 'eid.sqlite');
  ids = writeTown(generateTown(town, nowAt), { file, municipality: 'gent', saysWhatStoodSince });
  await runJob(the, 'indicators', 'catch-up');
  database = new DatabaseSync(file, { timeout: 10_000 });
  prepareSql(database, 'gent', ends);
});
afterAll(async () => { database.close(); await the.stop(); });

/** The ends of 120 months, the last of which is not over yet. */
const months = Array.from({ length: 120 }, (_, index) => new Date(Date.UTC(2016, 11 + index)).toISOString().slice(0, 7));
const ends = months.map((month) => (month === '2026-11' ? '2026-11-23' : new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).toISOString().slice(0, 10)));
const list = (asked: object) => the.call<{ indicators: Figure[] }>('indicators.list', asked, as('head-of-service'));
const rounded = ({ value, basis }: Pick<Answered, 'value' | 'basis'>) => ({ value: value === null ? null : Math.round(value * 1e6) / 1e6, basis });

/** Each indicator at the end of each month: five looks at 24 months each give all. */
async function trends(asked: AskedInSql): Promise<ReadonlyMap<string, readonly object[]>> {
  const found = new Map<string, object[]>();
  for (let last = trendMonths - 1; last < months.length; last += trendMonths) {
    for (const { indicator, trend } of (await list({ ...asked, month: months[last] })).indicators) {
      found.set(indicator, [...found.get(indicator) ?? [], ...trend.map(rounded)]);
    }
  }
  return found;
}

const slices: readonly AskedInSql[] = [
  {}, { ground: 'disability' }, { ground: 'reduced-mobility' }, { ground: 'limited-availability' }, { deliverBy: 'official' }, { deliverBy: 'bpost' },
  { official: 'els.peeters' }, { official: 'tom.maes' }, { official: 'piet.wouters' }, { ground: 'disability', official: 'an.claes' }, { ground: 'disability', deliverBy: 'bpost', official: 'els.peeters' },
];
/** What no sentence answers: the indicator is of others, or is not divided so. */
const answers = (name: string, asked: AskedInSql) => {
  const definition = definitions.find(({ id }) => id === name);
  const words = Object.keys(asked).filter((word) => !(word === 'deliverBy' && asked.deliverBy === definition?.deliverBy));
  return (asked.ground === undefined || definition?.grounds?.some((ground) => ground === asked.ground) !== false) && (definition?.deliverBy === undefined || asked.deliverBy === undefined || asked.deliverBy === definition.deliverBy)
    && words.every((word) => definition?.dividedBy.some((dimension) => dimension === word));
};

test('the town is as large as it should be, and its dossiers ended in every way', () => {
  expect(ids.length).toBeGreaterThan(9.5 * perYear);
  const states = new Set(database.prepare('SELECT DISTINCT state FROM journey_dossiers').all().map(({ state }) => state));
  expect(finalStates.filter((state) => !states.has(state))).toEqual([]);
  expect(states.size).toBeGreaterThan(finalStates.length);
});

test.each(slices)('over ten years each indicator is, month by month, what plain SQL makes of the raw history (%o)', async (asked) => {
  const found = await trends(asked);
  for (const { id } of definitions) {
    const expected = answers(id, asked) ? askSql(database, id, asked).map(rounded) : months.map(() => ({ value: null, basis: 0 }));
    expect([id, found.get(id)]).toEqual([id, expected]);
  }
});

test('so is what stands beside them, at the end of each month', async () => {
  const expected = new Map(Object.keys(sentences).filter((name) => name.includes(' ')).map((name) => [name, askSql(database, name, {})]));
  for (const [index, month] of months.entries()) {
    const { indicators } = await list({ month });
    const beside = indicators.flatMap(({ indicator, beside: others }) => others.map(({ id, ...amount }): [string, object] => [`${indicator} ${id}`, rounded(amount)]));
    expect([month, Object.fromEntries(beside)]).toEqual([month, Object.fromEntries([...expected].map(([name, all]) => [name, rounded(all[index] ?? { value: null, basis: -1 })]))]);
  }
});

test('a check from the raw history finds nothing, and what was spoilt is found and put right, in calls that each end soon', async () => {
  const found = (parts: readonly Part[]) => parts.flatMap(({ different = [] }) => different.map(({ what }) => what));
  const all = (counts: readonly (number | undefined)[]) => counts.reduce<number>((one, other = 0) => one + other, 0);
  const first = await inCalls('verify');
  expect([all(first.map(({ checked }) => checked)), all(first.map(({ waiting }) => waiting)), found(first)]).toEqual([ids.length, 0, []]);
  expect(first.length).toBeGreaterThan(3);
  database.exec("UPDATE indicators_measured SET value = value + 1 WHERE rowid IN (SELECT rowid FROM indicators_measured WHERE measure = 'requested-captured' LIMIT 3)");
  database.exec("UPDATE indicators_tallies SET counts = '{}' WHERE measure = 'running' AND grain = 'year' AND period = '2020'");
  expect(new Set(found(await inCalls('verify')))).toEqual(new Set(['dossier', 'tally']));
  expect(all((await inCalls('rebuild')).map(({ counted }) => counted))).toBe(ids.length);
  expect(found(await inCalls('verify'))).toEqual([]);
});

interface Part { readonly checked?: number; readonly counted?: number; readonly waiting?: number; readonly different?: readonly { readonly what: string }[]; readonly next: object | null }

/** Call after call, as the command line does. */
async function inCalls(action: 'verify' | 'rebuild'): Promise<Part[]> {
  const parts: Part[] = [];
  for (let after: object | null | undefined; after !== null;) {
    const part: Part = await the.call<Part>(`indicators.${action}`, after === undefined ? {} : { after }, as('administrator'));
    parts.push(part);
    after = part.next;
  }
  return parts;
}
