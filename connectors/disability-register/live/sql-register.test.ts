import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as fc from 'fast-check';
import { sandboxBench } from '#connectors/sandbox-kit/sandbox-bench.ts';
import { formatInsz, makeInsz } from '#services/belgium/insz.ts';
import { disabilityRegisterLive } from './disability-register-live.ts';
import { liveSettings } from './live-settings.ts';
import { openSqlRegister } from './open-sql-register.ts';
import { readSpanRow } from './read-sql-row.ts';
import { sqlServerDialect, sqliteDialect } from '#connectors/sql-kit/sql-dialects.ts';
import { recognitionsAfter, recognitionsOf } from './sql-queries.ts';
import { sqliteSettings } from './sql-settings.ts';
import { openSqlite } from '#connectors/sql-kit/open-sqlite.ts';

/** What holds for a register in a table, whatever database it is in; asked here of SQLite. */

const folder = mkdtempSync(join(tmpdir(), 'register-'));
afterAll(() => rmSync(folder, { recursive: true }));
const bench = sandboxBench({}, Date.UTC(2026, 10, 24, 9));
afterAll(() => bench.remove());

const today = '2026-11-24';
const person = (serial: number) => makeInsz('1960-05-01', serial, { testPerson: true });
const columns = { insz: 'insz', from: 'begin', until: 'ended' };
const mapping = { table: { name: 'register' }, columns };
type Settings = Readonly<Record<string, unknown>>;

let made = 0;
type Cell = string | number | null;
function register(rows: readonly (readonly Cell[])[], settings: Settings = {}, type = 'TEXT') {
  made += 1;
  const file = join(folder, `${made}.sqlite`);
  const db = new DatabaseSync(file);
  db.exec(`CREATE TABLE register (insz ${type}, begin TEXT, ended TEXT, kind TEXT, secret TEXT); CREATE TABLE old (old ${type}, new ${type}); BEGIN`);
  const insert = db.prepare('INSERT INTO register (insz, begin, ended, kind) VALUES (?, ?, ?, ?)');
  for (const [insz, from, until, kind] of rows) insert.run(insz ?? null, from ?? null, until ?? null, kind ?? null);
  db.exec('COMMIT');
  db.close();
  return { file, ...live({ flavour: 'sqlite', file, mapping: { ...mapping, ...settings } }) };
}

function live(settings: Settings) {
  const config = liveSettings.parse(settings);
  const env = { ...bench.env, config, secret: () => 'x', realNow: () => 0 };
  return { port: disabilityRegisterLive.open(env), check: () => disabilityRegisterLive.check(env) };
}
const mappingOf = (settings: Settings = {}) => sqliteSettings.parse({ flavour: 'sqlite', file: 'x', mapping: { ...mapping, ...settings } }).mapping;
const asked = (port: ReturnType<typeof live>['port'], insz: string) => port.recognition({ insz, on: today }, bench.call());
const listed = (port: ReturnType<typeof live>['port'], after: string | null = null, most = 500) => port.recognised({ on: today, after, most }, bench.call());

test.each([
  ['digits', (insz: string) => insz, 'TEXT'], ['dotted', formatInsz, 'TEXT'], ['number', Number, 'INTEGER'],
] as const)('a register that writes the national number in its own way is understood: %s', async (inszWrittenAs, write, type) => {
  const child = makeInsz('2003-02-01', 1, { testPerson: false });
  const { port } = register([[write(child), '2020-01-01', null], [write(person(2)), '2020-01-01', '2020-12-31']], { inszWrittenAs }, type);
  expect(await asked(port, child)).toMatchObject({ status: 'current' });
  expect(await asked(port, person(2))).toMatchObject({ status: 'ended' });
  expect(await listed(port)).toEqual({ people: [{ insz: child, until: null }], next: null, unreadable: 0 });
});

test.each([
  ['2020-01-01 00:00:00', '2030-12-31T23:59:59.997', '2030-12-31'], ['20200101', '20301231', '2030-12-31'], ['1753-01-01', '9999-12-31', null],
])('a day that the register writes as %s until %s is understood', async (from, until, understood) => {
  expect(await asked(register([[person(1), from, until]]).port, person(1))).toEqual({ status: 'current', until: understood, replacedBy: null });
});

test.each([[new Date('2020-01-01'), new Date('2030-12-31')], [new Date('2020-01-01T00:00:00Z'), new Date('2030-12-31T23:59:59.997Z')], [20_200_101, 20_301_231]])('a day that the driver gives as %s is understood', (first, last) => {
  expect(readSpanRow({ insz: person(1), first_day: first, last_day: last })).toEqual({ written: person(1), said: { insz: person(1), from: '2020-01-01', until: '2030-12-31' } });
});

test('only the kinds of recognition that count are counted', async () => {
  const { port } = register([[person(1), '2020-01-01', null, 'parking card'], [person(2), '2020-01-01', null, "it's"]], { counting: [{ column: 'kind', values: ['66 %', "it's"] }] });
  expect([(await asked(port, person(1))).status, (await asked(port, person(2))).status]).toEqual(['none', 'current']);
  expect((await listed(port)).people).toHaveLength(1);
});

test.each([['no first day', [null, null]], ['a day that is none', ['2020-13-41', null]], ['a last day that is none', ['2020-01-01', 'soon']]])('%s is refused for one person and counted in a list, never taken for no recognition', async (_name, days) => {
  const { port } = register([[person(1), ...days], [person(2), '2020-01-01', null]]);
  await expect(asked(port, person(1))).rejects.toMatchObject({ type: 'disability-register.unreadable', data: { retry: 'never' } });
  expect(await listed(port)).toEqual({ people: [{ insz: person(2), until: null }], next: null, unreadable: 1 });
});

test('a row with a number that nobody has is counted in a list, and the pages go on past it', async () => {
  const { port } = register([['00000000000', '2020-01-01', null], [person(1), '2020-01-01', null], ['99999999999', '2020-01-01', null], ['', '2020-01-01', null]]);
  const first = await listed(port, null, 1);
  expect(first).toEqual({ people: [{ insz: person(1), until: null }], next: person(1), unreadable: 2 });
  expect(await listed(port, first.next, 1)).toEqual({ people: [], next: null, unreadable: 1 });
});

test('a view that gives everybody the same number is refused, and not taken for one person', async () => {
  const { port } = register(Array.from({ length: 1_100 }, () => [person(1), '2020-01-01', null]));
  await expect(listed(port, null, 1)).rejects.toMatchObject({ type: 'disability-register.unreadable' });
});

test('numbers that replace each other in a circle, or one that was replaced twice, are refused', async () => {
  const replacedNumbers = { table: { name: 'old' }, columns: { old: 'old', new: 'new' } };
  for (const pairs of [[[1, 2], [2, 1]], [[1, 2], [1, 3]]] as const) {
    const { port, file } = register([[person(1), '2020-01-01', null]], { replacedNumbers });
    const db = new DatabaseSync(file);
    for (const [from, to] of pairs) db.prepare('INSERT INTO old VALUES (?, ?)').run(person(from), person(to));
    db.close();
    await expect(asked(port, person(1))).rejects.toMatchObject({ type: 'disability-register.unreadable' });
  }
});

const hostile = ["' OR 1=1 --", '"; DROP TABLE register; --', ']; DROP TABLE register; --', "x' UNION SELECT secret, '2000-01-01', NULL FROM register --", 'a b', 'a]b', 'a"b', "a'b", 'a;b', 'a.b', '@insz', '', ' ', 'ä', '1a', 'a\0b', 'a\nb', '[a]', 'x'.repeat(129)];

test.each(hostile)('a name in the mapping that is more than a name is refused before anything is asked: %j', (name) => {
  const places: Settings[] = [
    { ...mapping, table: { name } }, { ...mapping, table: { schema: name, name: 'register' } }, ...Object.keys(columns).map((column) => ({ ...mapping, columns: { ...columns, [column]: name } })),
    { ...mapping, counting: [{ column: name, values: ['x'] }] }, { ...mapping, replacedNumbers: { table: { name }, columns: { old: 'old', new: 'new' } } },
    { ...mapping, replacedNumbers: { table: { name: 'old' }, columns: { old: name, new: 'new' } } }, { ...mapping, replacedNumbers: { table: { name: 'old' }, columns: { old: 'old', new: name } } },
  ];
  for (const flavour of [{ flavour: 'sqlite', file: 'x' }, { flavour: 'sql-server', server: 'db', database: 'x', user: 'x', password: 'env:X' }]) {
    expect(liveSettings.safeParse({ ...flavour, mapping }).success).toBe(true);
    for (const place of places) expect(liveSettings.safeParse({ ...flavour, mapping: place }).success).toBe(false);
  }
});

test('whatever stands in a value, it never becomes part of the question', () => {
  fc.assert(fc.property(fc.string(), fc.string(), fc.constantFrom(sqlServerDialect, sqliteDialect), (after, value, dialect) => {
    const parsed = mappingOf({ counting: [{ column: 'kind', values: [value.slice(0, 200)] }] });
    const plain = mappingOf({ counting: [{ column: 'kind', values: ['x'] }] });
    expect(recognitionsAfter(dialect, parsed, { type: 'text', value: after }, 9).text).toBe(recognitionsAfter(dialect, plain, { type: 'text', value: 'x' }, 9).text);
    expect(recognitionsOf(dialect, parsed, after).text).toBe(recognitionsOf(dialect, plain, person(1)).text);
  }));
});

test('SQL in the place where a page ended, and in the kinds that count, gets nothing and changes nothing', async () => {
  const { port, file } = register([[person(1), '2020-01-01', null, 'a'], [person(2), '2020-01-01', null, 'b']], { counting: [{ column: 'kind', values: ["a') OR 1=1 --"] }] });
  for (const after of hostile.filter((text) => text.length <= 64)) expect((await listed(port, after)).people).toEqual([]);
  const db = new DatabaseSync(file, { readOnly: true });
  expect(db.prepare('SELECT count(*) AS rows FROM register').get()).toEqual({ rows: 2 });
  db.close();
});

test('SQL in the place where a page ended is refused where numbers are numbers', async () => {
  const { port } = register([[Number(person(1)), '2020-01-01', null]], { inszWrittenAs: 'number' }, 'INTEGER');
  await expect(listed(port, '1 OR 1=1')).rejects.toMatchObject({ type: 'disability-register.refused', data: { issues: [{ name: 'after' }] } });
});

test('a name is quoted too, so that a word of the language is a name all the same', async () => {
  made += 1;
  const file = join(folder, `${made}.sqlite`);
  const db = new DatabaseSync(file);
  db.exec('CREATE TABLE "table" ("select" TEXT, "from" TEXT, "where" TEXT)');
  db.prepare('INSERT INTO "table" VALUES (?, ?, NULL)').run(person(1), '2020-01-01');
  db.close();
  const { port } = live({ flavour: 'sqlite', file, mapping: { table: { name: 'table' }, columns: { insz: 'select', from: 'from', until: 'where' } } });
  expect(await asked(port, person(1))).toMatchObject({ status: 'current' });
});

test('a register that was put in the place of the old one counts from then on', async () => {
  const { port, file } = register([]);
  expect(await asked(port, person(1))).toMatchObject({ status: 'none' });
  renameSync(register([[person(1), '2020-01-01', null]]).file, file);
  expect(await asked(port, person(1))).toMatchObject({ status: 'current' });
});

test('a full register of 200 000 rows is read without being held, and whoever has enough stops it', async () => {
  made += 1;
  const file = join(folder, `${made}.sqlite`);
  const db = new DatabaseSync(file);
  // Two rows a person; of every tenth person one is current.
  db.exec(`CREATE TABLE register (insz TEXT, begin TEXT, ended TEXT);
    WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 99999), half(h) AS (VALUES (0), (1))
    INSERT INTO register SELECT printf('%09d', i) || printf('%02d', 97 - (i % 97)), '20' || printf('%02d', 10 + h) || '-01-01', iif(i % 10 = 0 AND h = 1, NULL, '2015-12-31') FROM n, half;
    CREATE INDEX by_insz ON register (insz)`);
  db.close();
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect !== 'function') throw new Error('nothing collects garbage here');
  const source = openSqlite({ file });
  const read = mappingOf();
  const signal = new AbortController().signal;
  let [rows, most] = [0, 0];
  collect();
  const before = process.memoryUsage().heapUsed;
  for await (const row of source.rows(recognitionsAfter(source.dialect, read, null, 1_000_000), signal)) {
    if (row !== undefined) rows += 1;
    if (rows % 50_000 === 0) {
      collect();
      most = Math.max(most, process.memoryUsage().heapUsed - before);
    }
  }
  expect(rows).toBe(200_000);
  expect(most).toBeLessThan(8 * 1024 * 1024);

  const port = openSqlRegister(source, read);
  // Where nobody is recognised, a page ends all the same.
  expect(await port.recognised({ on: '2009-01-01', after: null, most: 1000 }, bench.call())).toEqual({ people: [], next: expect.any(String), unreadable: 0 });
  let [people, pages] = [0, 0];
  for (let after: string | null = null; ; pages += 1) {
    const page = await port.recognised({ on: today, after, most: 1000 }, bench.call());
    people += page.people.length;
    if (page.next === null) break;
    after = page.next;
  }
  expect(people).toBe(10_000);
  expect(pages).toBeGreaterThanOrEqual(9);
});

describe('the check', () => {
  const findings = async (check: () => Promise<readonly { what: string; ok: boolean; says: string }[]>) => (await check()).filter(({ ok }) => !ok).map(({ what, says }) => `${what}: ${says}`);
  test('a register that fits is right', async () => {
    expect(await findings(register([]).check)).toEqual([]);
  });
  test('a file that is not there is named', async () => {
    expect(await findings(live({ flavour: 'sqlite', file: join(folder, 'none'), mapping }).check)).toEqual([expect.stringMatching(/^reachability: .*none: there is no such file/)]);
  });
  test('a table and a column that are not there are named', async () => {
    expect(await findings(register([], { table: { name: 'other' } }).check)).toEqual([expect.stringMatching(/^mapping: other is not there/)]);
    const wrong = register([], { columns: { ...columns, until: 'tot', from: 'van' }, counting: [{ column: 'soort', values: ['x'] }] });
    expect(await findings(wrong.check)).toEqual(["mapping: register has no column 'van', 'tot', 'soort': correct the mapping."]);
    expect(await findings(register([], { replacedNumbers: { table: { name: 'old' }, columns: { old: 'oud', new: 'new' } } }).check)).toEqual([expect.stringContaining("old has no column 'oud'")]);
  });
  test('the register that nobody can ask says so to the caller in two words only', async () => {
    await expect(asked(live({ flavour: 'sqlite', file: join(folder, 'none'), mapping }).port, person(1))).rejects.toMatchObject({ type: 'disability-register.misconfigured', data: { retry: 'never' } });
    await expect(asked(register([], { table: { name: 'other' } }).port, person(1))).rejects.toMatchObject({ type: 'disability-register.misconfigured' });
  });
});
