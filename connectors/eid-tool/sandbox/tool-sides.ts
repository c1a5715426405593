import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import mssql from 'mssql';
import { z } from 'zod';
import { sandboxBench } from '#connectors/sandbox-kit/sandbox-bench.ts';
import { serveHandler } from '#connectors/sandbox-kit/serve-handler.ts';
import { instantOf } from '#services/belgium/brussels-time.ts';
import type { OutwardCall, PortImplementation } from '#services/kernel/port.ts';
import { noSecrets } from '#services/kernel/secret.ts';
import { eidToolConfig } from '../eid-tool.config.ts';
import type { card, eidTool } from '../eid-tool.port.ts';
import { liveEidTool } from '../live/live-eid-tool.ts';
import { openEidTool } from './open-eid-tool.ts';
import { openToolDatabase, takeLine } from './tool-database.ts';
import { servedEidTool } from './served/serve-eid-tool.ts';

type Card = z.output<typeof card>;
/** One side of the port, as the contract suite drives it. */
export interface ToolSide {
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
  const world: ToolSide['world'] = {
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

export function inProcess(): Promise<ToolSide> {
  const { bench, sandbox, world, close } = openWorld();
  return Promise.resolve({ port: sandbox.implementation, call: bench.call, world, close: () => Promise.resolve(close()) });
}

/** The live side, pointed at the sandbox behind its wire. */
export async function overRest(): Promise<ToolSide> {
  const { bench, sandbox, world, close } = openWorld();
  const folder = join(bench.env.folder, 'eid-tool');
  const served = await serveHandler(async (url) => (await servedEidTool.open(sandbox, { ...bench.env, folder, url, realNow: Date.now })).handle);
  const config: unknown = liveEidTool.config.parse(servedEidTool.settings({ url: served.url, folder }));
  const port: PortImplementation<typeof eidTool> & Partial<AsyncDisposable> = liveEidTool.open({ ...bench.env, config, realNow: Date.now, secret: (reference) => readFileSync(reference.slice('file:'.length), 'utf8') });
  return { port, call: bench.call, world, close: async () => { await port[Symbol.asyncDispose]?.(); await served.close(); close(); } };
}

/** The live side on the tool's database, in a file; the tool takes in what it was told before anybody asks again. */
export function onDatabase(): Promise<ToolSide> {
  const { bench, sandbox, world, close } = openWorld();
  const database = openToolDatabase(sandbox.implementation, bench.env.folder, bench.env.now);
  const config: unknown = liveEidTool.config.parse({ ...settingsShape.parse(database.settings), pageSize: 3 });
  const live = liveEidTool.open({ ...bench.env, config, realNow: Date.now, secret: noSecrets });
  return Promise.resolve({ port: takingIn(live, database.takeIn), call: bench.call, world, close: () => { database.close(); return Promise.resolve(close()); } });
}

/**
 * The live side on a SQL Server in which the tool keeps its cards, and the table of the file for the supplier.
 * @param url of a database in which this login may make tables: `mssql://user:password@host:port/database`; `?ca=/path` names who signed its certificate, `?encrypt=false` goes on this machine only
 */
export async function onSqlServer(url: URL): Promise<ToolSide> {
  const { bench, sandbox, world, close } = openWorld();
  const [user, password] = [url.username, url.password].map(decodeURIComponent);
  const [encrypt, ca] = [url.searchParams.get('encrypt') !== 'false', url.searchParams.get('ca')];
  const at = { server: url.hostname, port: Number(url.port || 1433), database: url.pathname.slice(1) };
  const pool = await new mssql.ConnectionPool({ ...at, user, password, options: { encrypt, trustServerCertificate: true } }).connect();
  const [cards, renewals, told] = ['cards', 'renewals', 'told'].map((table) => `k${randomBytes(4).toString('hex')}_${table}`);
  await pool.request().batch(`CREATE TABLE ${cards} (number CHAR(12) NOT NULL, insz CHAR(11) NOT NULL, kind VARCHAR(20) NOT NULL, expires DATE NOT NULL, renewal VARCHAR(20) NOT NULL, in_use BIT NOT NULL); CREATE TABLE ${renewals} (number CHAR(12) NOT NULL, at BIGINT NOT NULL)`);
  await pool.request().batch(readFileSync(join(import.meta.dirname, '..', 'wire', 'hand-over-v1.sql'), 'utf8').replaceAll('eid_hand_over', String(told)));
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
function takingIn(live: ReturnType<typeof liveEidTool.open>, takeIn: () => Promise<void>): ToolSide['port'] {
  const then = <I, O>(write: (input: I, call: OutwardCall) => Promise<O>) => async (input: I, call: OutwardCall): Promise<O> => {
    const answer = await write(input, call);
    await takeIn();
    return answer;
  };
  return { ...live, openRenewal: then(live.openRenewal), closeRenewal: then(live.closeRenewal), setHomeServiceFlag: then(live.setHomeServiceFlag), mirrorDossier: then(live.mirrorDossier) };
}

const settingsShape = z.record(z.string(), z.unknown());
