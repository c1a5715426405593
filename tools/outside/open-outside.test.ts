import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { openToyOffice, toyFailures, toyOffice } from '#connectors/sandbox-kit/toy-office.ts';
import { serveHandler, type ServedHandler } from '#connectors/sandbox-kit/serve-handler.ts';
import { sandboxBench, type SandboxBench } from '#connectors/sandbox-kit/sandbox-bench.ts';
import { openPorts, type OpenPorts } from '#services/host/open-ports.ts';
import { defineConnector, defineLive } from '#services/kernel/connector.ts';
import type { OutwardCall } from '#services/kernel/port.ts';
import { noSecrets } from '#services/kernel/secret.ts';
import { checkMunicipality } from '#services/tenancy/check-municipality.ts';
import { defineMunicipality, sandbox, servedSandbox } from '#services/tenancy/municipality.ts';
import { openOutside, type Outside } from './open-outside.ts';

const sent = z.object({ operation: z.enum(['giveKeyed', 'announce']), input: z.object({ dossier: z.string() }), key: z.string() });
const told = z.object({ message: z.string(), id: z.string(), payload: z.record(z.string(), z.unknown()) });

/** The toy office over a wire of its own, which knows two operations and tells numbers. */
const office = defineConnector(toyOffice, {
  title: 'Toy office', config: z.strictObject({}), sandbox: openToyOffice,
  served: {
    settings: ({ url }) => ({ url }),
    open: async ({ implementation }) => ({
      handle: async ({ body }) => {
        const { operation, input, key } = sent.parse(JSON.parse(Buffer.from(body).toString('utf8')));
        return { status: 200, body: JSON.stringify(await implementation[operation](input, bench.call(key))) };
      },
    }),
    tell: ({ fetch }, at) => async (message, id, payload) => {
      const { ok } = await fetch(`${at}/numbers`, { method: 'POST', body: JSON.stringify({ message, id, payload }) });
      if (!ok) throw new Error('not taken in');
    },
  },
  live: defineLive(z.strictObject({ url: z.url() }), {
    check: async () => [],
    inbound: ({ deliver, url }) => async ({ path, body }) => {
      const { message, id, payload } = told.parse(JSON.parse(Buffer.from(body).toString('utf8')));
      const taken = await deliver(message, id, { ...payload, at: `${url()}${path}` }).then(() => true, () => false);
      return { status: taken ? 204 : 503 };
    },
    open: ({ config, fetch }) => {
      const not = () => Promise.reject(toyFailures.refused());
      const ask = (operation: string) => async (input: unknown, { key }: OutwardCall) => {
        const answer = await fetch(config.url, { method: 'POST', body: JSON.stringify({ operation, input, key }) });
        return z.object({ number: z.int() }).parse(await answer.json());
      };
      return { given: not, giveParked: not, announce: ask('announce'), giveLooked: { perform: not, lookUp: not }, giveKeyed: ask('giveKeyed') };
    },
  }),
});

const town = (connectors: Parameters<typeof defineMunicipality>[0]['connectors']) =>
  defineMunicipality({ id: 'gent', name: 'Gent', nis: [{ code: '44021', from: '1977-01-01' }], languages: ['nl'], plugins: [], connectors });
const offer = { plugins: [], connectors: [office] };
const start = Date.parse('2026-11-24T08:00:00Z');
const folder = mkdtempSync(join(tmpdir(), 'outside-'));

let outside: Outside;
let ports: OpenPorts;
let bench: SandboxBench<unknown>;
/** The middleware that is told: one process of it is dead, behind the address of the other stands what its connector takes in. */
let house: ServedHandler;
let takeIn: (id: string, payload: Readonly<Record<string, unknown>>) => Promise<void>;
const openServed = () => openOutside({ houses: () => ['http://127.0.0.1:9', house.url], offer, municipalities: [town([sandbox(toyOffice)])], folder, port: 0, realNow: () => start });
beforeAll(async () => {
  bench = sandboxBench({}, start);
  takeIn = () => Promise.resolve();
  house = await serveHandler(() => async (request) => {
    const [, inbound, nis, port, ...below] = request.path.split('/');
    const handle = `${inbound}/${nis}` === 'inbound/44021' && port !== undefined ? ports.inbound('gent', port) : undefined;
    return handle?.({ ...request, path: `/${below.join('/')}` }) ?? { status: 404 };
  });
  outside = await openServed();
  const { municipality, problems } = checkMunicipality(town([servedSandbox(toyOffice, { url: `${outside.url}/gent/toy-office` }, `${outside.url}/gent/toy-office/levers`)]), offer);
  expect(problems).toEqual([]);
  ports = openPorts({
    municipalities: new Map([['gent', municipality]]), folder: join(folder, 'none'), now: () => start, realNow: () => start, random: () => 0.5, secret: noSecrets, inboundUrl: (nis, port) => `https://house.example/inbound/${nis}/${port}`,
    deliver: (_municipality, _port, _message, id, payload) => takeIn(id, payload),
  });
});
afterAll(async () => {
  await ports.close();
  bench.remove();
  await outside.close();
  await house.close();
  rmSync(folder, { recursive: true });
});

const give = async (dossier: string, key: string) => {
  const { giveKeyed } = ports.of('gent', 'toy-office');
  return typeof giveKeyed === 'function' ? giveKeyed({ dossier }, bench.call(key)) : undefined;
};
const ledger = z.object({ entries: z.array(z.object({ operation: z.string(), at: z.int() })) });
const entries = async () => ledger.parse(await ports.pull('gent', 'toy-office', 'ledger', {})).entries;

test('what a live side asks over the wire stands in the books of the served sandbox', async () => {
  expect(await give('a', 'key-1')).toEqual({ number: 1 });
  expect(await give('a', 'key-1')).toEqual({ number: 1 });
  expect((await entries()).filter(({ operation }) => operation === 'giveKeyed')).toHaveLength(1);
});

test('its levers are pulled over the wire too, with their own refusals', async () => {
  const levers = await ports.levers('gent');
  expect(levers.map(({ name }) => name)).toEqual(expect.arrayContaining(['give', 'fault', 'ledger', 'clock']));
  // What only shows something says so.
  expect(levers.filter(({ lever }) => lever.shows).map(({ name }) => name)).toEqual(['numbers']);
  await expect(ports.pull('gent', 'toy-office', 'give', { dossier: 7 })).rejects.toMatchObject({ type: 'caller.bad-input', data: { issues: [{ name: 'dossier' }] } });
  await expect(ports.pull('gent', 'toy-office', 'give', { dossier: 'nobody' })).rejects.toMatchObject({ type: 'toy-office.refused', data: { retry: 'never' } });
  await expect(ports.pull('gent', 'toy-office', 'no-such', {})).rejects.toMatchObject({ type: 'sandbox.no-such-lever' });
});

test('the outside lives in the business time that it is told, never goes back, and each process that serves it knows it', async () => {
  const beside = await openServed();
  await ports.tellTime('gent', start + 86_400_000);
  await ports.tellTime('gent', start + 1_000);
  await give('b', 'key-2');
  expect((await entries()).at(-1)?.at).toBe(start + 86_400_000);
  const again = await openServed();
  for (const other of [beside, again]) {
    const answer = await fetch(`${other.url}/gent/toy-office/levers/clock`, { method: 'POST', body: JSON.stringify({ until: start }) });
    expect(await answer.json()).toEqual({ now: start + 86_400_000 });
    await other.close();
  }
});

test('an address where nothing is served says what is', async () => {
  const answer = await fetch(`${outside.url}/gent/biza/soap`);
  expect([answer.status, await answer.text()]).toEqual([404, expect.stringContaining('gent/toy-office')]);
});

test.each<[string, Record<string, string>]>([['a web page makes a browser send', { origin: 'https://evil.example' }], ['a proxy passes on', { 'x-forwarded-for': '203.0.113.9' }]])('no lever moves by what %s', async (_what, headers) => {
  const at = `${outside.url}/gent/toy-office/levers/fault`;
  const send = (more: Record<string, string>) => fetch(at, { method: 'POST', headers: { 'content-type': 'text/plain', ...more }, body: JSON.stringify({ operation: '*', kind: 'down' }) });
  expect((await send(headers)).status).toBe(403);
  expect(await ports.pull('gent', 'toy-office', 'faults', {})).toEqual({ faults: [] });
});

test('levers that nobody serves any more are a passing failure, not a success', async () => {
  const gone = await openServed();
  await gone.close();
  const { municipality } = checkMunicipality(town([servedSandbox(toyOffice, { url: gone.url }, `${gone.url}/gent/toy-office/levers`)]), offer);
  const alone = openPorts({
    municipalities: new Map([['gent', municipality]]), folder: join(folder, 'none'), now: () => start, realNow: () => start, random: () => 0.5, secret: noSecrets, inboundUrl: () => '', deliver: () => Promise.resolve(),
  });
  await expect(alone.pull('gent', 'toy-office', 'give', { dossier: 'c' })).rejects.toMatchObject({ type: 'sandbox.not-served', data: { retry: 'safe' } });
});

describe('what an outside system tells of its own accord', () => {
  const tell = (number: number) => ports.pull('gent', 'toy-office', 'tell', { number });

  test('comes in over its wire, at the process of the middleware that answers, and says where it came in', async () => {
    const came: unknown[] = [];
    takeIn = async (_id, payload) => { came.push(payload); };
    await tell(41);
    expect(came).toEqual([{ number: 41, at: 'https://house.example/inbound/44021/toy-office/numbers' }]);
  });

  test('comes again by itself, under one id, until it is taken in, and then no more', async () => {
    const ids: string[] = [];
    const third = Promise.withResolvers<undefined>();
    takeIn = async (id) => {
      ids.push(id);
      if (ids.length < 3) throw new Error('the house is closed');
      third.resolve(undefined);
    };
    await tell(42);
    await third.promise;
    expect(await ports.pull('gent', 'toy-office', 'flush', {})).toEqual({ waiting: 0 });
    expect([new Set(ids).size, ids.length]).toEqual([1, 3]);
  });

  test('does not hold up the answer to what we asked', async () => {
    const [asked, answered] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
    takeIn = () => { asked.resolve(undefined); return answered.promise; };
    const { announce } = ports.of('gent', 'toy-office');
    await expect(typeof announce === 'function' ? announce({ dossier: 'c' }, bench.call()) : undefined).resolves.toMatchObject({ number: expect.any(Number) });
    await asked.promise;
    answered.resolve(undefined);
    expect(await ports.pull('gent', 'toy-office', 'flush', {})).toEqual({ waiting: 0 });
  });
});
