import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { toyOffice } from '#connectors/sandbox-kit/toy-office.ts';
import { defineConnector, defineLive } from '#services/kernel/connector.ts';
import type { PortImplementation } from '#services/kernel/port.ts';
import { noSecrets } from '#services/kernel/secret.ts';
import { inbox } from '#services/outbox/outbox.store.ts';
import { checkMunicipality } from '#services/tenancy/check-municipality.ts';
import { defineMunicipality, live, sandbox } from '#services/tenancy/municipality.ts';
import { openTestHouse } from '#tools/test-house/open-test-house.ts';
import { until } from '#tools/test-house/until.ts';
import { openPorts } from './open-ports.ts';

test('what an outside system could not tell before everything stopped comes in once the house is there again, whoever asks', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'eid-resend-'));
  const before = await openTestHouse({ dataDir });
  await before.pull('payment', 'fault', { operation: 'credited', kind: 'down', times: 1 });
  await before.pull('payment', 'credit', { communication: 'rent of november', amount: 500 });
  const takenIn = (house: typeof before) => house.house.engine.store.reader('gent').count(inbox, { source: 'payment.credited' });
  expect(await takenIn(before)).toBe(0);
  await before.stop();

  const after = await openTestHouse({ dataDir });
  try {
    await until(async () => await takenIn(after) > 0);
    expect(await takenIn(after)).toBe(1);
  } finally {
    await after.stop();
    rmSync(dataDir, { recursive: true });
  }
});

test('a live side knows where the outside reaches it; it and its way in let go of the connections that they keep when the house closes', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'eid-live-'));
  let closed = 0;
  const reached: string[] = [];
  const answers = { given: () => Promise.resolve({ number: 0 }), [Symbol.asyncDispose]: () => { closed += 1; return Promise.reject(new Error('the other side is gone already')); } };
  const way = Object.assign(() => Promise.resolve({ status: 200 }), { [Symbol.asyncDispose]: async () => { await pause(5); closed += 1; } });
  const office = defineConnector(toyOffice, {
    title: 'A toy office', config: z.strictObject({}), sandbox: () => { throw new Error('it is live'); },
    live: defineLive(z.strictObject({}), { open: ({ url }) => { reached.push(url()); return answers as unknown as PortImplementation<typeof toyOffice>; }, check: () => Promise.resolve([]), inbound: () => way }),
  });
  const { municipality } = checkMunicipality(defineMunicipality({
    id: 'gent', name: 'Gent', nis: [{ code: '44021', from: '1977-01-01' }], languages: ['nl'], plugins: [], connectors: [live(toyOffice, {})],
  }), { plugins: [], connectors: [office] });
  const ports = openPorts({
    municipalities: new Map([['gent', municipality]]), folder, now: () => 0, realNow: () => 0, random: () => 0.5, secret: noSecrets, inboundUrl: (nis, port) => `https://house.example/inbound/${nis}/${port}`, deliver: () => Promise.resolve(),
  });
  ports.of('gent', 'toy-office');
  ports.of('gent', 'toy-office');
  await ports.inbound('gent', 'toy-office')?.({ method: 'POST', path: '/', query: new URLSearchParams(), headers: {}, body: Buffer.alloc(0) });
  await ports.close();
  expect([reached, closed]).toEqual([['https://house.example/inbound/44021/toy-office'], 2]);
  rmSync(folder, { recursive: true });
});

test('a connector knows the NIS code of the moment, and what was agreed under the former ones, without being opened again', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'eid-merger-'));
  const said: unknown[] = [];
  const office = defineConnector(toyOffice, {
    title: 'A toy office', config: z.strictObject({}), sandbox: () => { throw new Error('it is live'); },
    live: defineLive(z.strictObject({}), {
      open: ({ municipality, url }) => ({ given: () => { said.push([municipality.nis, url()]); return Promise.resolve({ number: 0 }); } }) as unknown as PortImplementation<typeof toyOffice>,
      check: () => Promise.resolve([]),
      inbound: ({ municipality, url, formerly }) => async () => Promise.resolve({ status: 200, body: JSON.stringify([municipality.nis, url(), formerly?.()]) }),
    }),
  });
  const municipalities = new Map(Object.entries({ deinze: [{ code: '44011', from: '1977-01-01' }, { code: '44083', from: '2019-01-01' }], heir: [{ code: '44099', from: '1977-01-01' }, { code: '44011', from: '2025-01-01' }] }).map(([id, nis]) => {
    const { municipality } = checkMunicipality(defineMunicipality({ id, name: id, nis, languages: ['nl'], plugins: [], connectors: [live(toyOffice, {})] }), { plugins: [], connectors: [office] });
    return [id, municipality] as const;
  }));
  let today = '2018-12-31';
  const ports = openPorts({
    municipalities, folder, now: () => Date.parse(`${today}T12:00:00Z`), realNow: () => 0, random: () => 0.5, secret: noSecrets, inboundUrl: (nis, port) => `https://house.example/${nis}/${port}`, deliver: () => Promise.resolve(),
  });
  const asked = async () => {
    await (ports.of('deinze', 'toy-office') as unknown as { given: () => Promise<unknown> }).given();
    return JSON.parse(String((await ports.inbound('deinze', 'toy-office')?.({ method: 'GET', path: '/', query: new URLSearchParams(), headers: {}, body: Buffer.alloc(0) }))?.body)) as unknown;
  };
  expect(await asked()).toEqual(['44011', 'https://house.example/44011/toy-office', []]);
  today = '2019-01-01';
  expect(await asked()).toEqual(['44083', 'https://house.example/44083/toy-office', [{ nis: '44011', url: 'https://house.example/44011/toy-office' }]]);
  expect(said).toEqual([['44011', 'https://house.example/44011/toy-office'], ['44083', 'https://house.example/44083/toy-office']]);
  // The former code is somebody else's now: nothing that is addressed to it is Deinze's any more.
  today = '2025-01-01';
  expect(await asked()).toEqual(['44083', 'https://house.example/44083/toy-office', []]);
  await ports.close();
  rmSync(folder, { recursive: true });
});

test('a connector that is set anew is reached in the new way at once, and calls under way finish in the old one before it is let go', async () => {
  const [opened, closed]: [string[], string[]] = [[], []];
  const settings = z.strictObject({ url: z.string() });
  const office = defineConnector(toyOffice, {
    title: 'A toy office', config: z.strictObject({}), sandbox: () => { throw new Error('it is live'); },
    live: defineLive(settings, {
      open: ({ config: { url } }) => {
        opened.push(url);
        return { given: () => Promise.resolve({ number: 0 }), [Symbol.asyncDispose]: async () => { closed.push(url); } } as unknown as PortImplementation<typeof toyOffice>;
      },
      check: () => Promise.resolve([]), inbound: ({ config: { url } }) => async () => ({ status: 200, body: url }),
    }),
  });
  const townAt = (url: string) => checkMunicipality(defineMunicipality({ id: 'gent', name: 'Gent', nis: [{ code: '44021', from: '1977-01-01' }], languages: ['nl'], plugins: [], connectors: [live(toyOffice, { url })] }), { plugins: [], connectors: [office] }).municipality;
  const municipalities = new Map([['gent', townAt('https://old.example')]]);
  const ports = openPorts({ municipalities, folder: tmpdir(), now: () => 0, realNow: () => 0, random: () => 0.5, secret: noSecrets, inboundUrl: () => '', deliver: () => Promise.resolve() });
  const answersAt = async () => (await ports.inbound('gent', 'toy-office')?.({ method: 'POST', path: '/', query: new URLSearchParams(), headers: {}, body: new Uint8Array() }))?.body;
  const call = () => ports.borrow(ports.of('gent', 'toy-office'));
  const underWay = [call(), call()];
  expect(await answersAt()).toBe('https://old.example');
  municipalities.set('gent', townAt('https://new.example'));
  ports.renew('gent', 'toy-office');
  const after = call();
  expect([opened, await answersAt()]).toEqual([['https://old.example', 'https://new.example'], 'https://new.example']);
  underWay[0]?.();
  await pause(0);
  expect(closed).toEqual([]);
  underWay[1]?.();
  after();
  await pause(0);
  expect(closed).toEqual(['https://old.example']);
  await ports.close();
});

test('only a connector that is live, and has a way in, takes anything in over a wire; and it knows its own address', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'eid-inbound-'));
  const taken: unknown[] = [];
  const portsWith = (inbound: boolean, chosen: ReturnType<typeof live>) => {
    const office = defineConnector(toyOffice, {
      title: 'A toy office', config: z.strictObject({}), sandbox: () => { throw new Error('nobody asks it'); },
      live: defineLive(z.strictObject({}), {
        open: () => { throw new Error('nobody asks it'); }, check: () => Promise.resolve([]),
        ...(inbound && { inbound: ({ deliver, url }) => async () => { await deliver('given', 'id', { number: 1 }); return { status: 200, body: url() }; } }),
      }),
    });
    const { municipality } = checkMunicipality(defineMunicipality({ id: 'gent', name: 'Gent', nis: [{ code: '44021', from: '1977-01-01' }], languages: ['nl'], plugins: [], connectors: [chosen] }), { plugins: [], connectors: [office] });
    return openPorts({
      municipalities: new Map([['gent', municipality]]), folder, now: () => 0, realNow: () => 0, random: () => 0.5, secret: noSecrets,
      inboundUrl: (nis, port) => `https://house.example/inbound/${nis}/${port}`, deliver: async (municipality, port, ...message) => { taken.push([municipality, port.id, ...message]); },
    });
  };
  const request = { method: 'POST', path: '/', query: new URLSearchParams(), headers: {}, body: Buffer.alloc(0) };
  expect(await portsWith(true, live(toyOffice, {})).inbound('gent', 'toy-office')?.(request)).toEqual({ status: 200, body: 'https://house.example/inbound/44021/toy-office' });
  expect(taken).toEqual([['gent', 'toy-office', 'given', 'id', { number: 1 }]]);
  for (const ports of [portsWith(false, live(toyOffice, {})), portsWith(true, sandbox(toyOffice))]) {
    for (const [municipality, port] of [['gent', 'toy-office'], ['gent', 'bpost'], ['brugge', 'toy-office']] as const) expect(ports.inbound(municipality, port)).toBeUndefined();
  }
  rmSync(folder, { recursive: true });
});
