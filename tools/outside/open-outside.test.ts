import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { openToyOffice, toyFailures, toyOffice } from '#connectors/sandbox-kit/toy-office.ts';
import { sandboxBench, type SandboxBench } from '#connectors/sandbox-kit/sandbox-bench.ts';
import { openPorts, type OpenPorts } from '#services/host/open-ports.ts';
import { defineConnector, defineLive } from '#services/kernel/connector.ts';
import type { OutwardCall } from '#services/kernel/port.ts';
import { noSecrets } from '#services/kernel/secret.ts';
import { checkMunicipality } from '#services/tenancy/check-municipality.ts';
import { defineMunicipality, sandbox, servedSandbox } from '#services/tenancy/municipality.ts';
import { openOutside, type Outside } from './open-outside.ts';

const sent = z.object({ input: z.object({ dossier: z.string() }), key: z.string() });

/** The toy office over a wire of its own, which knows one operation. */
const office = defineConnector(toyOffice, {
  title: 'Toy office', config: z.strictObject({}), sandbox: openToyOffice,
  served: {
    settings: ({ url }) => ({ url }),
    open: async ({ implementation }) => ({
      handle: async ({ body }) => {
        const { input, key } = sent.parse(JSON.parse(Buffer.from(body).toString('utf8')));
        return { status: 200, body: JSON.stringify(await implementation.giveKeyed(input, bench.call(key))) };
      },
    }),
  },
  live: defineLive(z.strictObject({ url: z.url() }), {
    check: async () => [],
    open: ({ config, fetch }) => {
      const not = () => Promise.reject(toyFailures.refused());
      return {
        given: not, giveParked: not, announce: not, giveLooked: { perform: not, lookUp: not },
        giveKeyed: async (input: unknown, { key }: OutwardCall) => {
          const answer = await fetch(config.url, { method: 'POST', body: JSON.stringify({ input, key }) });
          return z.object({ number: z.int() }).parse(await answer.json());
        },
      };
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
const openServed = () => openOutside({ offer, municipalities: [town([sandbox(toyOffice)])], folder, port: 0, realNow: () => start });
beforeAll(async () => {
  bench = sandboxBench({}, start);
  outside = await openServed();
  const { municipality, problems } = checkMunicipality(town([servedSandbox(toyOffice, { url: `${outside.url}/gent/toy-office` }, `${outside.url}/gent/toy-office/levers`)]), offer);
  expect(problems).toEqual([]);
  ports = openPorts({
    municipalities: new Map([['gent', municipality]]), folder: join(folder, 'none'), now: () => start, realNow: () => start, random: () => 0.5, secret: noSecrets,
    deliver: () => Promise.reject(new Error('nothing comes back')),
  });
});
afterAll(async () => {
  ports.close();
  bench.remove();
  await outside.close();
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
  expect((await ports.levers('gent')).map(({ name }) => name)).toEqual(expect.arrayContaining(['give', 'fault', 'ledger', 'clock']));
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

test('levers that nobody serves any more are a passing failure, not a success', async () => {
  const gone = await openServed();
  await gone.close();
  const { municipality } = checkMunicipality(town([servedSandbox(toyOffice, { url: gone.url }, `${gone.url}/gent/toy-office/levers`)]), offer);
  const alone = openPorts({
    municipalities: new Map([['gent', municipality]]), folder: join(folder, 'none'), now: () => start, realNow: () => start, random: () => 0.5, secret: noSecrets, deliver: () => Promise.resolve(),
  });
  await expect(alone.pull('gent', 'toy-office', 'give', { dossier: 'c' })).rejects.toMatchObject({ type: 'sandbox.not-served', data: { retry: 'safe' } });
});
