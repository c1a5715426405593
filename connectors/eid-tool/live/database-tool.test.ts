import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import * as fc from 'fast-check';
import { sandboxBench } from '#connectors/sandbox-kit/sandbox-bench.ts';
import { openSqlite } from '#connectors/sql-kit/open-sqlite.ts';
import { sqlServerDialect, sqliteDialect } from '#connectors/sql-kit/sql-dialects.ts';
import type { SqlSource } from '#connectors/sql-kit/sql-source.ts';
import { SqlTrouble } from '#connectors/sql-kit/sql-trouble.ts';
import { formatCardNumber, makeCardNumber } from '#services/belgium/card-number.ts';
import { makeInsz } from '#services/belgium/insz.ts';
import { noSecrets } from '#services/kernel/secret.ts';
import { handOverColumns, takenColumns } from '../wire/hand-over-columns.ts';
import { cardsExpiring, cardsHeldBy, renewalsSince } from './card-queries.ts';
import { sqliteSettings } from './database-settings.ts';
import { liveEidTool } from './live-eid-tool.ts';
import { openDatabaseTool } from './open-database-tool.ts';

/** What holds for a tool that is reached by its database; asked here of SQLite, and of nobody who takes anything in. */

const folder = mkdtempSync(join(tmpdir(), 'tool-database-'));
afterAll(() => rmSync(folder, { recursive: true }));
const start = Date.UTC(2026, 10, 24, 9);
const bench = sandboxBench({}, start);
afterAll(() => bench.remove());

const person = (serial: number) => makeInsz('1960-05-01', serial, { testPerson: true });
const card = (serial: number) => makeCardNumber(String(5_910_000_000 + serial));
const mapping = {
  cards: { table: { name: 'kaarten' }, columns: { cardNumber: 'nummer', insz: 'rrn', kind: 'soort', expiresOn: 'vervalt', renewal: 'wat' }, inUse: [{ column: 'status', values: ['actief', "in 't gebruik"] }] },
  counterRenewals: { table: { name: 'loket' }, columns: { cardNumber: 'nummer', at: 'op' } },
};
type Settings = Readonly<Record<string, unknown>>;
type Cell = string | number | null;

let made = 0;
const ddl = (type: string) => `CREATE TABLE kaarten (nummer TEXT, rrn ${type}, soort TEXT, vervalt TEXT, wat TEXT, status TEXT, geheim TEXT); CREATE TABLE loket (nummer TEXT, op);
  CREATE TABLE eid_hand_over (entry INTEGER PRIMARY KEY, ${handOverColumns.map((name) => (name === 'request_key' ? 'request_key TEXT NOT NULL UNIQUE' : name)).join(', ')}, taken_at, refused);
  CREATE UNIQUE INDEX closed ON eid_hand_over (card_number) WHERE operation = 'closeRenewal' AND refused IS NULL; CREATE UNIQUE INDEX renewed ON eid_hand_over (new_card_number) WHERE operation = 'closeRenewal' AND refused IS NULL`;
function tool(cards: readonly (readonly Cell[])[] = [], settings: Settings = {}, type = 'TEXT') {
  made += 1;
  const file = join(folder, `${made}.sqlite`);
  const run = <T>(act: (db: DatabaseSync) => T): T => {
    const db = new DatabaseSync(file);
    const result = act(db);
    db.close();
    return result;
  };
  run((db) => {
    db.exec(ddl(type));
    for (const [number = null, rrn = null, vervalt = null, soort = 'eid', status = 'actief'] of cards) db.prepare("INSERT INTO kaarten (nummer, rrn, soort, vervalt, wat, status) VALUES (?, ?, ?, ?, 'card', ?)").run(number, rrn, soort, vervalt, status);
  });
  const lines = () => run((db) => db.prepare('SELECT * FROM eid_hand_over ORDER BY entry').all());
  return { file, run, lines, ...live({ flavour: 'sqlite', file, mapping: { ...mapping, ...settings } }) };
}
function live(settings: Settings, now = start) {
  const env = { ...bench.env, config: liveEidTool.config.parse(settings), secret: noSecrets, realNow: () => now };
  return { port: liveEidTool.open(env), check: () => liveEidTool.check(env) };
}
type Port = ReturnType<typeof tool>['port'];
const december = (port: Port, after: string | null = null) => port.expiringCards({ from: '2026-12-01', until: '2026-12-31', after }, bench.call());
const usual = () => tool([[card(1), person(1), '2026-12-24'], [card(2), person(2), '2026-12-24']]);
const close = (port: Port, old: string, next: string, key?: string) => port.closeRenewal({ dossier: randomUUID(), cardNumber: old, newCardNumber: next, closedOn: '2026-12-10', deliveredBy: 'bpost' }, bench.call(key));
const refused = { type: 'eid-tool.refused', data: { retry: 'never' } };

describe('views', () => {
  test.each([['2026-12-31', true], ['2026-12-31 23:59:59', true], ['20261231', true], ['2027-01-01', false], ['2026-11-30T23:59:59', false]])('a card that expires on %s expires in December: %s', async (written, expected) => {
    expect((await december(tool([[card(1), person(1), written]]).port)).cards).toHaveLength(expected ? 1 : 0);
  });
  test.each([
    ['digits', 'digits', (text: string) => text, (text: string) => text, 'TEXT'], ['dashed', 'dotted', formatCardNumber, (text: string) => text.replace(/^(\d\d)(\d\d)(\d\d)(\d{3})(\d\d)$/, '$1.$2.$3-$4.$5'), 'TEXT'], ['digits', 'number', (text: string) => text, Number, 'INTEGER'],
  ] as const)('card numbers written as %s and national numbers as %s are understood', async (cardNumberWrittenAs, inszWrittenAs, writeCard, writeInsz, type) => {
    const child = makeInsz('2003-02-01', 1, { testPerson: false });
    const { port } = tool([[writeCard(card(1)), writeInsz(child), '2026-12-24']], { cards: { ...mapping.cards, cardNumberWrittenAs, inszWrittenAs } }, type);
    const known = { cardNumber: card(1), insz: child, kind: 'eid', expiresOn: '2026-12-24', renewal: 'card' };
    expect([await december(port), await port.cardOf({ insz: child }, bench.call())]).toEqual([{ cards: [known], next: null, unreadable: 0 }, { card: known }]);
    expect(await port.openRenewal({ dossier: randomUUID(), cardNumber: card(1) }, bench.call())).toEqual({});
  });
  test('the words of the tool for a kind of document are understood, another one is counted as unreadable', async () => {
    const cards = { ...mapping.cards, kinds: { eid: ['E', 'E+'], 'kids-id': ['K'] } };
    const page = await december(tool([[card(1), person(1), '2026-12-24', 'E+'], [card(2), person(2), '2026-12-24', 'K'], [card(3), person(3), '2026-12-24', 'P']], { cards }).port);
    expect([page.cards.map(({ kind }) => kind), page.unreadable]).toEqual([['eid', 'kids-id'], 1]);
  });
  test('only cards in use count, whatever is shown beside them', async () => {
    const { port } = tool([[card(1), person(1), '2026-12-24', 'eid', 'ingeleverd'], [card(2), person(1), '2026-12-24', 'eid', "in 't gebruik"]]);
    expect([(await december(port)).cards.map(({ cardNumber }) => cardNumber), (await port.cardOf({ insz: person(1) }, bench.call())).card?.cardNumber]).toEqual([[card(2)], card(2)]);
  });
  test('two cards in use of one person, and a card that nobody can read, are not guessed', async () => {
    for (const rows of [[[card(1), person(1), '2026-12-24'], [card(2), person(1), '2027-12-24']], [[card(1), person(1), 'soon']]]) {
      await expect(tool(rows).port.cardOf({ insz: person(1) }, bench.call())).rejects.toMatchObject({ type: 'eid-tool.unreadable', data: { retry: 'safe' } });
    }
  });
  test('pages go on past what nobody can read, whatever stands there as a number', async () => {
    const rows = ['000', card(1), 'x', 'zz'].map((number, index) => [number, person(index + 1), '2026-12-24']);
    const { file } = tool(rows);
    const { port } = live({ flavour: 'sqlite', file, mapping, pageSize: 1 });
    const seen: [string[], number][] = [];
    for (let after: string | null = null, pages = 0; pages < 9; pages += 1) {
      const page: Awaited<ReturnType<typeof december>> = await december(port, after);
      seen.push([page.cards.map(({ cardNumber }) => cardNumber), page.unreadable ?? 0]);
      if (page.next === null) break;
      after = page.next;
    }
    expect(seen).toEqual([[[], 1], [[card(1)], 0], [[], 1], [[], 1]]);
  });
  test.each([['brussels', '2026-11-24 10:00:00'], ['utc', '2026-11-24T09:00:00.000'], ['epoch-milliseconds', start]] as const)('renewals at the counter written as %s are told from the moment on', async (momentsWrittenAs, written) => {
    const { port, run } = tool([], { counterRenewals: { ...mapping.counterRenewals, momentsWrittenAs } });
    run((db) => db.prepare('INSERT INTO loket VALUES (?, ?)').run(card(1), written));
    const since = async (moment: number) => (await port.renewalsAtCounter({ since: moment }, bench.call())).renewals;
    expect([await since(start), await since(start + 1)]).toEqual([[{ cardNumber: card(1), at: start }], []]);
  });
  test('a renewal at the counter that nobody can read is not passed over: two cards might be made', async () => {
    const { port, run } = tool();
    run((db) => db.exec(`INSERT INTO loket VALUES ('${card(1)}', '2026-11-24 half tien')`));
    await expect(port.renewalsAtCounter({ since: start - 1 }, bench.call())).rejects.toMatchObject({ type: 'eid-tool.unreadable' });
  });
});

describe('the hand-over table', () => {
  test('the file for the supplier has the columns that are written, and no others', () => {
    const text = readFileSync(join(import.meta.dirname, '..', 'wire', 'hand-over-v1.sql'), 'utf8');
    const byName = (a = '', b = '') => a.localeCompare(b);
    const columns = [...text.matchAll(/^ {2}(\w+) (?:BIGINT|VARCHAR|CHAR|DATE|SMALLINT|INT)\b/gm)].map(([, name]) => name);
    expect(columns.toSorted(byName)).toEqual([...handOverColumns, ...takenColumns].toSorted(byName));
  });
  test('one line for each thing that is told, with who, when, and for which dossier', async () => {
    const { port, lines } = usual();
    const dossier = randomUUID();
    await port.setHomeServiceFlag({ insz: person(1), homeService: true }, bench.call('key-flag', dossier));
    await port.mirrorDossier({ dossier, cardNumber: card(1), state: 'invited', sequence: 3, at: start - 5 }, bench.call('key-mirror', dossier));
    expect(lines()).toEqual([
      expect.objectContaining({ request_key: 'key-flag', operation: 'setHomeServiceFlag', told_at: start, requested_by: 'official:els.peeters', trace_id: 'trace', dossier, insz: person(1), home_service: 1, card_number: null, taken_at: null }),
      expect.objectContaining({ request_key: 'key-mirror', operation: 'mirrorDossier', dossier, card_number: card(1), state: 'invited', sequence: 3, happened_at: start - 5, insz: null }),
    ]);
  });
  test('before the tool has taken anything in a renewal is closed once, and a new card replaces one card', async () => {
    const { port, lines } = usual();
    await close(port, card(1), card(8));
    expect(await close(port, card(1), card(8))).toEqual({});
    await expect(close(port, card(1), card(9))).rejects.toMatchObject(refused);
    await expect(close(port, card(2), card(8))).rejects.toMatchObject(refused);
    expect(lines()).toHaveLength(1);
  });
  test('what the tool refused may be told anew', async () => {
    const { port, lines, run } = usual();
    await close(port, card(1), card(8));
    run((db) => db.exec("UPDATE eid_hand_over SET refused = 'typing error'"));
    await close(port, card(1), card(9));
    expect(lines().map((line) => line['new_card_number'])).toEqual([card(8), card(9)]);
  });

  /** The tool's database with something that happens just before a line is written, or just after. */
  const meddled = (file: string, meddle: Partial<Record<'before' | 'after', () => void>>): Port => {
    const source = openSqlite({ file });
    const execute: SqlSource['execute'] = async (query, signal) => {
      meddle.before?.();
      await source.execute(query, signal);
      meddle.after?.();
    };
    return openDatabaseTool({ ...source, execute }, sqliteSettings.parse({ flavour: 'sqlite', file, mapping }), () => start);
  };
  const wrote = (run: ReturnType<typeof tool>['run'], key: string, old: string, next: string) => () => {
    run((db) => db.prepare("INSERT INTO eid_hand_over (request_key, operation, card_number, new_card_number) VALUES (?, 'closeRenewal', ?, ?)").run(key, old, next));
  };
  test('of two that tell the same under one key at once one writes, and both are done', async () => {
    const { file, run, lines } = usual();
    expect(await close(meddled(file, { before: wrote(run, 'key-1', card(1), card(8)) }), card(1), card(8), 'key-1')).toEqual({});
    expect(lines()).toHaveLength(1);
  });
  test('of two that close a renewal at once with different cards one is refused', async () => {
    const { file, run, lines } = usual();
    await expect(close(meddled(file, { before: wrote(run, 'key-other', card(1), card(9)) }), card(1), card(8), 'key-1')).rejects.toMatchObject(refused);
    await expect(close(meddled(file, { before: wrote(run, 'key-third', card(9), card(7)) }), card(2), card(7), 'key-2')).rejects.toMatchObject(refused);
    expect(lines().map((line) => line['request_key'])).toEqual(['key-other', 'key-third']);
  });
  test('a line of which nobody heard whether it was written is ambiguous, and asked again under its key it is there once', async () => {
    const { file, port, lines } = usual();
    const lost = () => { throw new SqlTrouble('unavailable', 'reachability', 'no answer in time', true); };
    const open = (asked: Port) => asked.openRenewal({ dossier: randomUUID(), cardNumber: card(1) }, bench.call('key-lost'));
    await expect(open(meddled(file, { after: lost }))).rejects.toMatchObject({ type: 'eid-tool.no-answer', data: { retry: 'ambiguous' } });
    expect(await open(port)).toEqual({});
    expect(lines()).toHaveLength(1);
  });
});

const hostile = ["' OR 1=1 --", '"; DROP TABLE kaarten; --', ']; DROP TABLE kaarten; --', "x' UNION SELECT geheim, 1, 2, 3, 4 FROM kaarten --", 'a b', 'a]b', 'a"b', "a'b", 'a;b', 'a.b', '@insz', '', ' ', 'ä', '1a', 'a\0b', 'a\nb', '[a]', 'x'.repeat(129)];
test.each(hostile)('a name in the mapping that is more than a name is refused before anything is asked: %j', (name) => {
  const { cards, counterRenewals } = mapping;
  const places = [
    { ...mapping, cards: { ...cards, table: { name } } }, { ...mapping, cards: { ...cards, table: { schema: name, name: 'kaarten' } } }, ...Object.keys(cards.columns).map((column) => ({ ...mapping, cards: { ...cards, columns: { ...cards.columns, [column]: name } } })),
    { ...mapping, cards: { ...cards, inUse: [{ column: name, values: ['x'] }] } }, { ...mapping, counterRenewals: { ...counterRenewals, table: { name } } }, { ...mapping, counterRenewals: { ...counterRenewals, columns: { cardNumber: 'nummer', at: name } } },
    { ...mapping, handOver: { table: { name } } },
  ];
  for (const flavour of [{ flavour: 'sqlite', file: 'x' }, { flavour: 'sql-server', server: 'db', database: 'x', user: 'x', password: 'env:X' }]) {
    expect(liveEidTool.config.safeParse({ ...flavour, mapping }).success).toBe(true);
    for (const place of places) expect(liveEidTool.config.safeParse({ ...flavour, mapping: place }).success).toBe(false);
  }
});
test('whatever stands in a value, it never becomes part of a question', () => {
  const mappingOf = (value: string) => sqliteSettings.parse({ flavour: 'sqlite', file: 'x', mapping: { ...mapping, cards: { ...mapping.cards, inUse: [{ column: 'status', values: [value] }] } } }).mapping;
  fc.assert(fc.property(fc.string({ maxLength: 200 }), fc.string(), fc.constantFrom(sqlServerDialect, sqliteDialect), (value, text, dialect) => {
    const asked = (of: ReturnType<typeof mappingOf>, said: string) => [
      cardsExpiring(dialect, of, { from: '2026-12-01', until: '2026-12-31', after: said, rows: 9 }), cardsHeldBy(dialect, of, said), renewalsSince(dialect, of, start),
    ].map((query) => query.text);
    expect(asked(mappingOf(value), text)).toEqual(asked(mappingOf('x'), 'x'));
  }));
});
test.each(hostile)('SQL in what is told or asked is text like any other: %j', async (text) => {
  const { port, lines, run } = usual();
  await port.mirrorDossier({ dossier: randomUUID(), cardNumber: card(1), state: text, sequence: 1, at: start }, { ...bench.call(`key ${text}`), actor: text, traceId: text });
  expect(lines()).toMatchObject([{ request_key: `key ${text}`, state: text, requested_by: text, trace_id: text }]);
  expect((await december(port, `zz${text}`)).cards).toEqual([]);
  expect(run((db) => db.prepare('SELECT count(*) AS rows FROM kaarten').get())).toEqual({ rows: 2 });
});

describe('a database that cannot be asked', () => {
  test('holds back what is to be told until an administrator has mended it', async () => {
    const { port } = live({ flavour: 'sqlite', file: join(folder, 'none'), mapping });
    const told = { dossier: randomUUID(), cardNumber: card(1) };
    await expect(port.openRenewal(told, bench.call())).rejects.toMatchObject({ type: 'eid-tool.misconfigured', data: { retry: 'safe' } });
    await expect(tool([], { handOver: { table: { name: 'elsewhere' } } }).port.openRenewal(told, bench.call())).rejects.toMatchObject({ type: 'eid-tool.misconfigured' });
    await expect(december(port)).rejects.toMatchObject({ type: 'eid-tool.misconfigured', cause: { message: expect.stringContaining('there is no such file') } });
  });
});

describe('the check', () => {
  const wrong = async (check: () => Promise<readonly { what: string; ok: boolean; says: string }[]>) => (await check()).filter(({ ok }) => !ok).map(({ what, says }) => `${what}: ${says}`);
  test('a database that fits is right', async () => {
    expect(await wrong(usual().check)).toEqual([]);
  });
  test('names what is not there', async () => {
    expect(await wrong(live({ flavour: 'sqlite', file: join(folder, 'none'), mapping }).check)).toEqual([expect.stringMatching(/^reachability: .*there is no such file/)]);
    expect(await wrong(tool([], { handOver: { table: { name: 'elsewhere' } } }).check)).toEqual(['mapping: elsewhere is not there, or the login may not see it.']);
    expect(await wrong(tool([], { counterRenewals: { ...mapping.counterRenewals, columns: { cardNumber: 'kaart', at: 'op' } } }).check)).toEqual(["mapping: loket has no column 'kaart': correct the mapping."]);
  });
  test('says how much the tool refused, and how much it leaves lying for more than a day', async () => {
    const { file, port, run } = usual();
    await close(port, card(1), card(8));
    await close(port, card(2), card(9));
    run((db) => db.exec("UPDATE eid_hand_over SET taken_at = 1, refused = 'typing error' WHERE entry = 1"));
    const later = (ms: number) => live({ flavour: 'sqlite', file, mapping }, start + ms).check;
    expect(await wrong(later(1_000))).toEqual(["mapping: Lines in eid_hand_over that the tool refused: 1. Its column 'refused' says why."]);
    expect(await wrong(later(86_400_001))).toEqual(['mapping: Lines in eid_hand_over that have waited for more than a day: 1. Let the supplier of the tool look why it takes nothing in.', expect.stringContaining('refused: 1')]);
  });
});
