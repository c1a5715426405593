import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import mssql from 'mssql';
import { z } from 'zod';
import { sandboxBench } from '#connectors/sandbox-kit/sandbox-bench.ts';
import { serveHandler } from '#connectors/sandbox-kit/serve-handler.ts';
import { instantOf } from '#services/belgium/brussels-time.ts';
import { makeCardNumber } from '#services/belgium/card-number.ts';
import { addDays } from '#services/belgium/day.ts';
import { makeInsz } from '#services/belgium/insz.ts';
import type { OutwardCall, PortImplementation } from '#services/kernel/port.ts';
import { noSecrets } from '#services/kernel/secret.ts';
import { eidToolConfig } from './eid-tool.config.ts';
import type { card, eidTool } from './eid-tool.port.ts';
import { liveEidTool } from './live/live-eid-tool.ts';
import { openEidTool } from './sandbox/open-eid-tool.ts';
import { openToolDatabase, takeLine } from './sandbox/tool-database.ts';
import { servedEidTool } from './sandbox/served/serve-eid-tool.ts';

/** Rules that every eID management tool keeps, whichever side of the port it is. */

type Card = z.output<typeof card>;
interface Side {
  readonly port: PortImplementation<typeof eidTool>;
  readonly call: (key?: string) => OutwardCall;
  /** Makes the outside world so, and looks at what it shows. */
  readonly world: {
    putCard(card: Card): Promise<unknown>;
    spoilCard(cardNumber: string): Promise<unknown>;
    renewAtCounter(cardNumber: string): Promise<unknown>;
    shown(dossier: string): Promise<unknown>;
    goTo(instant: number): void;
  };
  readonly close: () => Promise<void>;
}

const start = instantOf('2026-11-24', '10:00');

const shownDossiers = z.object({ dossiers: z.array(z.looseObject({ dossier: z.string() })) });

function openWorld() {
  const bench = sandboxBench(eidToolConfig.parse({ pageSize: 3 }), start);
  const sandbox = openEidTool(bench.env);
  const world: Side['world'] = {
    putCard: (given) => bench.pull(sandbox, 'put-card', { card: given }),
    spoilCard: (cardNumber) => bench.pull(sandbox, 'spoil-card', { cardNumber }),
    renewAtCounter: (cardNumber) => bench.pull(sandbox, 'renew-at-counter', { cardNumber }),
    shown: async (dossier) => {
      const { dossiers } = shownDossiers.parse(await bench.pull(sandbox, 'dossiers', {}));
      return dossiers.find((shown) => shown.dossier === dossier);
    },
    goTo: bench.goTo,
  };
  return { bench, sandbox, world, close: () => { sandbox.close(); bench.remove(); } };
}

function inProcess(): Promise<Side> {
  const { bench, sandbox, world, close } = openWorld();
  return Promise.resolve({ port: sandbox.implementation, call: bench.call, world, close: () => Promise.resolve(close()) });
}

/** The live side, pointed at the sandbox behind its wire. */
async function overRest(): Promise<Side> {
  const { bench, sandbox, world, close } = openWorld();
  const folder = join(bench.env.folder, 'eid-tool');
  const served = await serveHandler(async (url) => (await servedEidTool.open(sandbox, { ...bench.env, folder, url, realNow: Date.now })).handle);
  const config: unknown = liveEidTool.config.parse(servedEidTool.settings({ url: served.url, folder }));
  const port: PortImplementation<typeof eidTool> & Partial<AsyncDisposable> = liveEidTool.open({ ...bench.env, config, realNow: Date.now, secret: (reference) => readFileSync(reference.slice('file:'.length), 'utf8') });
  return { port, call: bench.call, world, close: async () => { await port[Symbol.asyncDispose]?.(); await served.close(); close(); } };
}

/** The live side on the tool's database, in a file; the tool takes in what it was told before anybody asks again. */
function onDatabase(): Promise<Side> {
  const { bench, sandbox, world, close } = openWorld();
  const database = openToolDatabase(sandbox.implementation, bench.env.folder, bench.env.now);
  const config: unknown = liveEidTool.config.parse({ ...settingsShape.parse(database.settings), pageSize: 3 });
  const live = liveEidTool.open({ ...bench.env, config, realNow: Date.now, secret: noSecrets });
  return Promise.resolve({ port: takingIn(live, database.takeIn), call: bench.call, world, close: () => { database.close(); return Promise.resolve(close()); } });
}
const serverUrl = process.env['MSSQL_URL'];

/**
 * The live side on a SQL Server in which the tool keeps its cards, and the table of the file for the supplier.
 * @param url of a database in which this login may make tables: `mssql://user:password@host:port/database`; `?ca=/path` names who signed its certificate, `?encrypt=false` goes on this machine only
 */
async function onSqlServer(url: URL): Promise<Side> {
  const { bench, sandbox, world, close } = openWorld();
  const [user, password] = [url.username, url.password].map(decodeURIComponent);
  const [encrypt, ca] = [url.searchParams.get('encrypt') !== 'false', url.searchParams.get('ca')];
  const at = { server: url.hostname, port: Number(url.port || 1433), database: url.pathname.slice(1) };
  const pool = await new mssql.ConnectionPool({ ...at, user, password, options: { encrypt, trustServerCertificate: true } }).connect();
  const [cards, renewals, told] = ['cards', 'renewals', 'told'].map((table) => `k${randomBytes(4).toString('hex')}_${table}`);
  await pool.request().batch(`CREATE TABLE ${cards} (number CHAR(12) NOT NULL, insz CHAR(11) NOT NULL, kind VARCHAR(20) NOT NULL, expires DATE NOT NULL, renewal VARCHAR(20) NOT NULL, in_use BIT NOT NULL); CREATE TABLE ${renewals} (number CHAR(12) NOT NULL, at BIGINT NOT NULL)`);
  await pool.request().batch(readFileSync(join(import.meta.dirname, 'wire', 'hand-over-v1.sql'), 'utf8').replaceAll('eid_hand_over', String(told)));
  const spoilt = new Set<string>();
  /** Shows in the database what the tool knows now. */
  const show = async () => {
    const known = z.object({ cards: z.array(z.object({ cardNumber: z.string(), insz: z.string(), kind: z.string(), expiresOn: z.string(), renewal: z.string() })) }).parse(await bench.pull(sandbox, 'cards', {}));
    const lines = [`DELETE FROM ${cards}`, `DELETE FROM ${renewals}`];
    for (const { cardNumber, insz, kind, expiresOn, renewal } of known.cards) {
      const held = (await sandbox.implementation.cardOf({ insz }, bench.call())).card?.cardNumber === cardNumber;
      lines.push(`INSERT INTO ${cards} VALUES ('${cardNumber}', '${insz}', '${spoilt.has(cardNumber) ? '?' : kind}', '${expiresOn}', '${renewal}', ${held ? 1 : 0})`);
    }
    for (const renewal of (await sandbox.implementation.renewalsAtCounter({ since: 0 }, bench.call())).renewals) lines.push(`INSERT INTO ${renewals} VALUES ('${renewal.cardNumber}', ${renewal.at})`);
    await pool.request().batch(lines.join('; '));
  };
  const takeIn = async () => {
    for (const row of (await pool.request().query<Record<string, unknown>>(`SELECT * FROM ${told} WHERE taken_at IS NULL ORDER BY entry`)).recordset) {
      const refused = await takeLine(sandbox.implementation, row);
      await pool.request().batch(`UPDATE ${told} SET taken_at = 1, refused = ${refused === null ? 'NULL' : `'${refused}'`} WHERE entry = ${Number(row['entry'])}`);
    }
    await show();
  };
  const config: unknown = liveEidTool.config.parse({
    flavour: 'sql-server', ...at, user, password: 'env:MSSQL_PASSWORD', encrypt, ...(ca !== null && { ca: `file:${ca}` }), pageSize: 3,
    mapping: {
      cards: { table: { name: cards }, columns: { cardNumber: 'number', insz: 'insz', kind: 'kind', expiresOn: 'expires', renewal: 'renewal' }, inUse: [{ column: 'in_use', values: ['1'] }] },
      counterRenewals: { table: { name: renewals }, columns: { cardNumber: 'number', at: 'at' }, momentsWrittenAs: 'epoch-milliseconds' }, handOver: { table: { name: told } },
    },
  });
  const live = liveEidTool.open({ ...bench.env, config, realNow: Date.now, secret: (reference) => (reference.startsWith('file:') ? readFileSync(reference.slice('file:'.length), 'utf8') : password ?? '') });
  const shown = <I extends unknown[]>(change: (...input: I) => Promise<unknown>) => async (...input: I) => { await change(...input); await show(); };
  return {
    port: takingIn(live, takeIn), call: bench.call,
    world: { ...world, putCard: shown(world.putCard), renewAtCounter: shown(world.renewAtCounter), spoilCard: async (number) => { spoilt.add(number); await world.spoilCard(number); await show(); } },
    close: async () => {
      await live[Symbol.asyncDispose]();
      await pool.request().batch([cards, renewals, told].map((table) => `DROP TABLE ${table}`).join('; '));
      await pool.close();
      close();
    },
  };
}

/** A tool that takes in what it was told before anybody asks again. */
function takingIn(live: ReturnType<typeof liveEidTool.open>, takeIn: () => Promise<void>): Side['port'] {
  const then = <I, O>(write: (input: I, call: OutwardCall) => Promise<O>) => async (input: I, call: OutwardCall): Promise<O> => {
    const answer = await write(input, call);
    await takeIn();
    return answer;
  };
  return { ...live, openRenewal: then(live.openRenewal), closeRenewal: then(live.closeRenewal), setHomeServiceFlag: then(live.setHomeServiceFlag), mirrorDossier: then(live.mirrorDossier) };
}

const settingsShape = z.record(z.string(), z.unknown());

const cardNumber = (serial: number) => makeCardNumber(String(5_910_000_000 + serial));
const aCard = (serial: number, changes: Partial<Card> = {}): Card => ({
  cardNumber: cardNumber(serial), insz: makeInsz('1960-05-01', serial, { testPerson: true }), kind: 'eid', expiresOn: '2026-12-24', renewal: 'card', ...changes,
});
const fails = (type: string) => expect.objectContaining({ type: `eid-tool.${type}` });
const closing = { closedOn: '2026-12-10', deliveredBy: 'official' } as const;

const sides: [string, () => Promise<Side>][] = [
  ['the sandbox inside the process', inProcess], ['the live side over REST', overRest], ['the live side on a database in a file', onDatabase],
  ...serverUrl === undefined ? [] : [['the live side on SQL Server', () => onSqlServer(new URL(serverUrl))] satisfies [string, () => Promise<Side>]],
];
if (serverUrl === undefined) test.todo('a tool in SQL Server keeps these rules: set MSSQL_URL=mssql://user:password@host:1433/database to see it');

// A server somewhere else takes its time to let somebody in.
jest.setTimeout(30_000);

describe.each(sides)('%s', (_name, open) => {
  let side: Side;
  beforeEach(async () => { side = await open(); });
  afterEach(() => side.close());

  const readAll = async (from: string, until: string): Promise<Card[]> => {
    const read: Card[] = [];
    for (let after: string | null = null; ;) {
      const { cards, next }: z.input<typeof eidTool.operations.expiringCards.output> = await side.port.expiringCards({ from, until, after }, side.call());
      read.push(...cards);
      if (next === null) return read;
      after = next;
    }
  };

  describe('cards that expire', () => {
    test('are those from the first up to and including the last day, each once, over as many pages as it takes', async () => {
      const offsets = fc.uniqueArray(fc.integer({ min: -3, max: 12 }), { minLength: 1, maxLength: 14 });
      await fc.assert(fc.asyncProperty(offsets, async (days) => {
        await side.close();
        side = await open();
        for (const [index, day] of days.entries()) await side.world.putCard(aCard(index + 1, { expiresOn: addDays('2026-12-01', day) }));
        const expected = days.flatMap((day, index) => (day >= 0 && day <= 9 ? [cardNumber(index + 1)] : []));
        expect((await readAll('2026-12-01', '2026-12-10')).map((read) => read.cardNumber)).toEqual(expected);
      }), { numRuns: 10 });
    });
    test('that come in between two pages disturb nothing that was or will be read', async () => {
      for (const serial of [2, 4, 6, 8]) await side.world.putCard(aCard(serial));
      const first = await side.port.expiringCards({ from: '2026-12-24', until: '2026-12-24', after: null }, side.call());
      await side.world.putCard(aCard(1));
      const second = await side.port.expiringCards({ from: '2026-12-24', until: '2026-12-24', after: first.next }, side.call());
      expect([...first.cards, ...second.cards].map((read) => read.cardNumber)).toEqual([2, 4, 6, 8].map(cardNumber));
    });
    test('keep their kind and what has to be renewed', async () => {
      const given = [aCard(1, { kind: 'kids-id' }), aCard(2, { kind: 'foreigner' }), aCard(3, { renewal: 'certificates' })];
      for (const each of given) await side.world.putCard(each);
      expect(await readAll('2026-12-24', '2026-12-24')).toEqual(given);
    });
    test('and that nobody can read are counted on their page, and hide no other', async () => {
      for (const serial of [1, 2, 3, 4, 5]) await side.world.putCard(aCard(serial));
      for (const serial of [2, 5]) await side.world.spoilCard(cardNumber(serial));
      const first = await side.port.expiringCards({ from: '2026-12-24', until: '2026-12-24', after: null }, side.call());
      const second = await side.port.expiringCards({ from: '2026-12-24', until: '2026-12-24', after: first.next }, side.call());
      expect([first, second].map(({ cards, unreadable }) => [cards.map((read) => read.cardNumber), unreadable])).toEqual([[[1, 3].map(cardNumber), 1], [[cardNumber(4)], 1]]);
    });
    test('are not those that their holders gave back for a newer one', async () => {
      await side.world.putCard(aCard(1));
      await side.world.putCard({ ...aCard(1), cardNumber: cardNumber(9), expiresOn: '2036-12-24' });
      expect(await readAll('2026-12-01', '2026-12-31')).toEqual([]);
    });
  });

  test('a citizen has the card that was given last; who has none has none', async () => {
    const mine = aCard(1);
    await side.world.putCard(mine);
    expect(await side.port.cardOf({ insz: mine.insz }, side.call())).toEqual({ card: mine });
    await side.world.putCard({ ...mine, cardNumber: cardNumber(9) });
    expect(await side.port.cardOf({ insz: mine.insz }, side.call())).toMatchObject({ card: { cardNumber: cardNumber(9) } });
    expect(await side.port.cardOf({ insz: aCard(2).insz }, side.call())).toEqual({ card: null });
  });

  test('renewals at the counter are told from a moment on, oldest first, each under the moment it began', async () => {
    for (const serial of [1, 2, 3, 4, 5]) await side.world.putCard(aCard(serial));
    await side.world.renewAtCounter(cardNumber(2));
    side.world.goTo(start + 60_000);
    await side.world.renewAtCounter(cardNumber(1));
    await side.world.renewAtCounter(cardNumber(2));
    const since = async (moment: number) => (await side.port.renewalsAtCounter({ since: moment }, side.call())).renewals;
    expect(await since(start)).toEqual([{ cardNumber: cardNumber(2), at: start }, { cardNumber: cardNumber(1), at: start + 60_000 }]);
    expect(await since(start + 1)).toEqual([{ cardNumber: cardNumber(1), at: start + 60_000 }]);
    expect(await since(start + 60_001)).toEqual([]);
    for (const serial of [3, 4, 5]) await side.world.renewAtCounter(cardNumber(serial));
    expect((await since(start)).map((renewal) => renewal.cardNumber)).toEqual([2, 1, 3, 4, 5].map(cardNumber));
  });

  test('a card that the tool does not know is renewed, closed or shown by nothing', async () => {
    const dossier = randomUUID();
    const unknown = { dossier, cardNumber: cardNumber(7) };
    await expect(side.port.openRenewal(unknown, side.call())).rejects.toEqual(fails('unknown-card'));
    await expect(side.port.closeRenewal({ ...unknown, newCardNumber: cardNumber(8), ...closing }, side.call())).rejects.toEqual(fails('unknown-card'));
    await expect(side.port.mirrorDossier({ ...unknown, state: 'found', sequence: 1, at: start }, side.call())).rejects.toEqual(fails('unknown-card'));
    expect(await side.world.shown(dossier)).toBeUndefined();
  });

  describe('a renewal', () => {
    const dossier = randomUUID();
    const old = aCard(1);
    const close = (newCardNumber: string, key?: string) => side.port.closeRenewal({ dossier, cardNumber: old.cardNumber, newCardNumber, ...closing }, side.call(key));
    beforeEach(async () => {
      await side.world.putCard(old);
      await side.port.openRenewal({ dossier, cardNumber: old.cardNumber }, side.call());
    });

    test('that is closed gives its holder the new card, for ten years, and the old one expires no more', async () => {
      await close(cardNumber(9));
      expect(await side.port.cardOf({ insz: old.insz }, side.call())).toEqual({ card: { ...old, cardNumber: cardNumber(9), expiresOn: '2036-12-10' } });
      expect(await readAll('2026-12-01', '2026-12-31')).toEqual([]);
    });
    test('is opened and closed once per key, and closed once with its card whatever the key', async () => {
      const key = randomUUID();
      expect([await close(cardNumber(9), key), await close(cardNumber(9), key), await close(cardNumber(9))]).toEqual([{}, {}, {}]);
      expect(await side.port.cardOf({ insz: old.insz }, side.call())).toMatchObject({ card: { cardNumber: cardNumber(9) } });
    });
    test('is not closed a second time with another card', async () => {
      await close(cardNumber(9));
      await expect(close(cardNumber(8))).rejects.toEqual(fails('refused'));
    });
    test('is not closed with a card that somebody has already', async () => {
      await side.world.putCard(aCard(2));
      await expect(close(cardNumber(2))).rejects.toEqual(fails('refused'));
      await expect(close(old.cardNumber)).rejects.toEqual(fails('refused'));
    });
    test.each([
      ['15 years old', '2011-06-01', '2032-12-10'], ['17, the day before the eighteenth birthday', '2008-12-11', '2032-12-10'],
      ['18 on the day itself', '2008-12-10', '2036-12-10'], ['75 on the day itself', '1951-12-10', '2056-12-10'],
    ])('of somebody who is %s gives a card for as long as that age allows', async (_age, born, expiresOn) => {
      const theirs = aCard(5, { insz: makeInsz(born, 5, { testPerson: true }) });
      await side.world.putCard(theirs);
      await side.port.closeRenewal({ dossier: randomUUID(), cardNumber: theirs.cardNumber, newCardNumber: cardNumber(6), ...closing }, side.call());
      expect(await side.port.cardOf({ insz: theirs.insz }, side.call())).toMatchObject({ card: { expiresOn } });
    });
  });

  test('a dossier is shown as it was told last, whatever the order in which the telling arrives', async () => {
    await side.world.putCard(aCard(1));
    const tellings = [0, 1, 2, 3].map((sequence) => ({ cardNumber: cardNumber(1), state: `state-${sequence}`, sequence, at: start + sequence }));
    await fc.assert(fc.asyncProperty(fc.shuffledSubarray(tellings, { minLength: 1 }), async (told) => {
      const dossier = randomUUID();
      for (const telling of told) await side.port.mirrorDossier({ dossier, ...telling }, side.call());
      expect(await side.world.shown(dossier)).toEqual({ dossier, ...told.reduce((newest, telling) => (telling.sequence > newest.sequence ? telling : newest)) });
    }), { numRuns: 15 });
  });

  test('home service is marked and unmarked', async () => {
    for (const homeService of [true, false]) await expect(side.port.setHomeServiceFlag({ insz: aCard(1).insz, homeService }, side.call())).resolves.toEqual({});
  });
});
