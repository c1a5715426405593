import { randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import * as fc from 'fast-check';
import mssql from 'mssql';
import type { z } from 'zod';
import { letAnswersTakeLong } from '#connectors/sandbox-kit/let-answers-take-long.ts';
import { sandboxBench, type SandboxBench } from '#connectors/sandbox-kit/sandbox-bench.ts';
import { serveHandler } from '#connectors/sandbox-kit/serve-handler.ts';
import { addDays } from '#services/belgium/day.ts';
import { makeInsz } from '#services/belgium/insz.ts';
import type { OpenSandbox } from '#services/kernel/connector.ts';
import type { OutwardCall, PortImplementation } from '#services/kernel/port.ts';
import { noSecrets, type ReadSecret } from '#services/kernel/secret.ts';
import { disabilityRegisterConfig } from './disability-register.config.ts';
import type { disabilityRegister } from './disability-register.port.ts';
import { disabilityRegisterLive } from './live/disability-register-live.ts';
import { liveSettings } from './live/live-settings.ts';
import { servedMagda } from './sandbox/served/serve-magda.ts';
import { magdaKeys } from './sandbox/served/magda-keys.ts';
import { openDisabilityRegister } from './sandbox/open-disability-register.ts';

letAnswersTakeLong();

/** Rules that every disability register keeps, whichever side of the port it is. */

interface Side {
  readonly port: PortImplementation<typeof disabilityRegister>;
  readonly call: (key?: string) => OutwardCall;
  /** Makes the outside world so. */
  readonly world: { recognise(insz: string, from: string, until: string | null): Promise<unknown>; replaceNumber(from: string, to: string): Promise<unknown> };
  /** MAGDA answers for one person at a time. */
  readonly lists: boolean;
  readonly close: () => Promise<void>;
}

const start = Date.UTC(2026, 10, 24, 9);

async function sandboxSide(): Promise<Side> {
  const bench = sandboxBench(disabilityRegisterConfig.parse({}), start);
  const sandbox = openDisabilityRegister(bench.env);
  return Promise.resolve({
    port: sandbox.implementation, call: bench.call, world: leversOf(bench, sandbox), lists: true,
    close: async () => { sandbox.close(); bench.remove(); await Promise.resolve(); },
  });
}

function leversOf(bench: SandboxBench<unknown>, sandbox: OpenSandbox<typeof disabilityRegister>): Side['world'] {
  return {
    recognise: (insz, from, until) => bench.pull(sandbox, 'put-recognition', { insz, from, until }),
    replaceNumber: (from, to) => bench.pull(sandbox, 'replace-number', { from, to }),
  };
}

// Made once: each side of each test has a copy.
const keys = mkdtempSync(join(tmpdir(), 'register-keys-'));
beforeAll(async () => { await magdaKeys.open(keys, Date.now()); });
afterAll(() => rmSync(keys, { recursive: true }));

/** The live side, pointed at the sandbox behind the wire of MAGDA. */
async function magdaSide(): Promise<Side> {
  const bench = sandboxBench(disabilityRegisterConfig.parse({}), start);
  const sandbox = openDisabilityRegister(bench.env);
  const folder = join(bench.env.folder, 'served');
  cpSync(keys, folder, { recursive: true });
  let closeServed: (() => Promise<void>) | undefined;
  const { url, close: closeServer } = await serveHandler(async (at) => {
    const served = await servedMagda.open(sandbox, { ...bench.env, folder, url: at, realNow: Date.now });
    closeServed = served.close;
    return served.handle;
  });
  const config: unknown = liveSettings.parse(servedMagda.settings({ url, folder }));
  const port: PortImplementation<typeof disabilityRegister> & Partial<AsyncDisposable> = disabilityRegisterLive.open({ ...bench.env, config, realNow: Date.now, secret: (reference) => readFileSync(reference.slice('file:'.length), 'utf8') });
  return {
    port, call: bench.call, world: leversOf(bench, sandbox), lists: false,
    close: async () => {
      await port[Symbol.asyncDispose]?.();
      await closeServed?.();
      await closeServer();
      sandbox.close();
      bench.remove();
    },
  };
}

async function sqliteSide(): Promise<Side> {
  const bench = sandboxBench({}, start);
  const file = join(bench.env.folder, 'register.sqlite');
  const tables = registerTables(`r${randomBytes(4).toString('hex')}`);
  const execute = (statement: string) => {
    const db = new DatabaseSync(file);
    db.exec(statement);
    db.close();
    return Promise.resolve();
  };
  await execute(tables.make('TEXT'));
  return registerSide(bench, liveSettings.parse({ flavour: 'sqlite', file, mapping: tables.mapping }), tables, execute, () => Promise.resolve());
}

const serverUrl = process.env['MSSQL_URL'];

/** @param url of a database in which this login may make tables: `mssql://user:password@host:port/database`; `?ca=/path` names who signed its certificate, `?encrypt=false` goes on this machine only */
async function sqlServerSide(url: URL): Promise<Side> {
  const [user, password] = [url.username, url.password].map(decodeURIComponent);
  const encrypt = url.searchParams.get('encrypt') !== 'false';
  const ca = url.searchParams.get('ca');
  const at = { server: url.hostname, port: Number(url.port || 1433), database: url.pathname.slice(1) };
  const pool = await new mssql.ConnectionPool({ ...at, user, password, options: { encrypt, trustServerCertificate: true } }).connect();
  const execute = async (statement: string) => { await pool.request().batch(statement); };
  const tables = registerTables(`r${randomBytes(4).toString('hex')}`, 'dbo');
  await execute(tables.make('VARCHAR(11)'));
  const config = liveSettings.parse({ flavour: 'sql-server', ...at, user, password: 'env:MSSQL_PASSWORD', encrypt, ...(ca !== null && { ca: `file:${ca}` }), mapping: tables.mapping });
  return registerSide(sandboxBench({}, start), config, tables, execute, async () => { await execute(tables.drop); await pool.close(); }, (reference) => (reference.startsWith('file:') ? readFileSync(reference.slice('file:'.length), 'utf8') : password ?? ''));
}

/** A municipality's register as tables: each with a name of its own, so that suites may run beside each other. */
function registerTables(name: string, schema?: string) {
  const of = (table: string) => (schema === undefined ? table : `${schema}.${table}`);
  return {
    name: of(name), replaced: of(`${name}_replaced`),
    make: (text: string) => `CREATE TABLE ${of(name)} (rijksregisternummer ${text} NOT NULL, datum_van DATE NOT NULL, datum_tot DATE, soort VARCHAR(20)); CREATE TABLE ${of(`${name}_replaced`)} (oud ${text} NOT NULL, nieuw ${text} NOT NULL)`,
    drop: `DROP TABLE ${of(name)}; DROP TABLE ${of(`${name}_replaced`)}`,
    mapping: {
      table: { ...(schema !== undefined && { schema }), name }, columns: { insz: 'rijksregisternummer', from: 'datum_van', until: 'datum_tot' },
      replacedNumbers: { table: { ...(schema !== undefined && { schema }), name: `${name}_replaced` }, columns: { old: 'oud', new: 'nieuw' } },
    },
  };
}

function registerSide(
  bench: SandboxBench<unknown>, config: z.output<typeof liveSettings>, tables: ReturnType<typeof registerTables>, execute: (statement: string) => Promise<void>,
  tidy: () => Promise<void>, secret: ReadSecret = noSecrets,
): Side {
  const port: PortImplementation<typeof disabilityRegister> & Partial<AsyncDisposable> = disabilityRegisterLive.open({ ...bench.env, config, secret, realNow: () => start });
  const inForce = new Map<string, string>();
  const current = (insz: string): string => { const next = inForce.get(insz); return next === undefined ? insz : current(next); };
  const numbersOf = (insz: string) => [current(insz), ...inForce.keys()].filter((number) => current(number) === current(insz)).map((number) => `'${number}'`).join(', ');
  return {
    port, call: bench.call, lists: true,
    world: {
      recognise: (insz, from, until) => execute(`DELETE FROM ${tables.name} WHERE rijksregisternummer IN (${numbersOf(insz)}) AND datum_van = '${from}'; `
        + `INSERT INTO ${tables.name} (rijksregisternummer, datum_van, datum_tot) VALUES ('${current(insz)}', '${from}', ${until === null ? 'NULL' : `'${until}'`})`),
      // Rows that are there already stay under the old number.
      replaceNumber: (from, to) => { inForce.set(from, to); return execute(`INSERT INTO ${tables.replaced} (oud, nieuw) VALUES ('${from}', '${to}')`); },
    },
    close: async () => {
      await tidy();
      await port[Symbol.asyncDispose]?.();
      bench.remove();
    },
  };
}

const person = (serial: number) => makeInsz('1960-05-01', serial, { testPerson: true });
const today = '2026-11-24';

const sides: [string, () => Promise<Side>][] = [
  ['the sandbox', sandboxSide], ['MAGDA, served by the sandbox', magdaSide], ['a table in SQLite', sqliteSide],
  ...serverUrl === undefined ? [] : [['a table in SQL Server', () => sqlServerSide(new URL(serverUrl))] satisfies [string, () => Promise<Side>]],
];
if (serverUrl === undefined) test.todo('a table in SQL Server keeps these rules: set MSSQL_URL=mssql://user:password@host:1433/database to see it');

describe.each(sides)('%s', (_name, open) => {
  let side: Side;
  beforeEach(async () => { side = await open(); });
  afterEach(() => side.close());
  const asked = (insz: string, on = today) => side.port.recognition({ insz, on }, side.call());
  const answer = (status: string, until: string | null = null, replacedBy: string | null = null) => ({ status, until, replacedBy });

  test('who is not in the register has no recognition', async () => {
    expect(await asked(person(1))).toEqual(answer('none'));
  });

  test('a recognition counts from its first up to and including its last day, and has ended after it', async () => {
    await side.world.recognise(person(1), '2024-01-01', today);
    expect(await asked(person(1), '2023-12-31')).toEqual(answer('none'));
    for (const day of ['2024-01-01', '2025-06-01', today]) expect(await asked(person(1), day)).toEqual(answer('current', today));
    expect(await asked(person(1), addDays(today, 1))).toEqual(answer('ended'));
  });

  test('a recognition without end is current for ever', async () => {
    await side.world.recognise(person(1), '2024-01-01', null);
    expect(await asked(person(1), '2099-12-31')).toEqual(answer('current'));
  });

  test('one person\'s recognition says nothing about another', async () => {
    await side.world.recognise(person(1), '2024-01-01', null);
    expect(await asked(person(2))).toEqual(answer('none'));
  });

  test('of several recognitions one that is current is enough, and the longest tells until when', async () => {
    const span = fc.record({ begin: fc.integer({ min: -30, max: 30 }), days: fc.option(fc.integer({ min: 0, max: 40 })) });
    let serial = 10;
    await fc.assert(fc.asyncProperty(fc.uniqueArray(span, { maxLength: 4, selector: ({ begin }) => begin }), async (spans) => {
      serial += 1;
      for (const { begin, days } of spans) await side.world.recognise(person(serial), addDays(today, begin), days === null ? null : addDays(today, begin + days));
      const ends = spans.filter(({ begin }) => begin <= 0).map(({ begin, days }) => (days === null ? Infinity : begin + days));
      const longest = Math.max(...ends);
      const expected = longest >= 0 ? answer('current', longest === Infinity ? null : addDays(today, longest)) : answer(ends.length > 0 ? 'ended' : 'none');
      expect(await asked(person(serial))).toEqual(expected);
    }), { numRuns: 15 });
  });

  test('a replaced number is answered with the number in force, and with what holds for that', async () => {
    await side.world.recognise(person(1), '2024-01-01', null);
    await side.world.replaceNumber(person(1), person(2));
    expect(await asked(person(1))).toEqual(answer('current', null, person(2)));
    expect(await asked(person(2))).toEqual(answer('current'));
    await side.world.replaceNumber(person(2), person(3));
    for (const old of [person(1), person(2)]) expect(await asked(old)).toEqual(answer('current', null, person(3)));
    await side.world.recognise(person(1), '2024-01-01', '2025-01-01');
    expect(await asked(person(3))).toEqual(answer('ended'));
  });

  test('everybody with a current recognition is listed once, however the pages fall, and nobody else', async () => {
    const spans: [number, string, string | null][] = [[1, '2024-01-01', null], [1, '2020-01-01', '2021-01-01'], [2, '2024-01-01', '2025-01-01'], [3, '2024-01-01', today], [4, '2030-01-01', null], [5, '2024-01-01', null]];
    for (const [serial, from, until] of spans) await side.world.recognise(person(serial), from, until);
    const listed = [{ insz: person(1), until: null }, { insz: person(3), until: today }, { insz: person(5), until: null }].toSorted((a, b) => (a.insz < b.insz ? -1 : 1));
    // MAGDA answers for one person at a time, and says so.
    const refused: unknown = expect.objectContaining({ type: 'disability-register.not-listed', data: { retry: 'never' } });
    const expected = side.lists ? listed : refused;
    for (const most of [1, 2, 3, 500]) expect(await everybody(most).catch((error: unknown) => error)).toEqual(expected);
  });

  const everybody = async (most: number): Promise<unknown> => {
    const people: unknown[] = [];
    for (let after: string | null = null, pages = 0; pages < 10; pages += 1) {
      const page = await side.port.recognised({ on: today, after, most }, side.call());
      people.push(...page.people);
      if (page.people.length > most) return `a page of ${page.people.length}`;
      if (page.next === null) return people;
      after = page.next;
    }
    return 'pages without end';
  };
});
