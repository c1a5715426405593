import { randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { z } from 'zod';
import { letAnswersTakeLong } from '#connectors/sandbox-kit/let-answers-take-long.ts';
import { sandboxBench, type SandboxBench } from '#connectors/sandbox-kit/sandbox-bench.ts';
import { serveHandler } from '#connectors/sandbox-kit/serve-handler.ts';
import { dayOf, instantOf, timeOf } from '#services/belgium/brussels-time.ts';
import { addDays, weekdayOf } from '#services/belgium/day.ts';
import { isPublicHoliday } from '#services/belgium/public-holidays.ts';
import type { Deliver, SandboxEnv } from '#services/kernel/connector.ts';
import type { OutwardCall, PortImplementation } from '#services/kernel/port.ts';
import { bpostConfig, type BpostConfig } from './bpost.config.ts';
import { bpost, certificationMessage, deliveryMessage } from './bpost.port.ts';
import { liveBpost } from './live/live-bpost.ts';
import { openBpost } from './sandbox/open-bpost.ts';
import { bpostKeys } from './sandbox/served/bpost-keys.ts';
import { servedBpost, settingsAt } from './sandbox/served/serve-bpost.ts';

letAnswersTakeLong();

/** Rules that every bpost keeps, whichever side of the port it is. */

interface Side {
  readonly port: PortImplementation<typeof bpost>;
  readonly call: (key?: string) => OutwardCall;
  /** Makes the outside world so. A live side does it in bpost's test environment. */
  readonly world: {
    undeliverable(postcode: string, street: string): Promise<unknown>;
    writtenOtherwise(street: string, as: { street: string; postcode: string; city: string }): Promise<unknown>;
    /** A certified employee tells something at the door. */
    tell(message: { reference: string; event: string; employee?: string; sequence?: number; reason?: string }): Promise<unknown>;
    /** bpost says who may handle cards. */
    certify(message: { employee: string; event: 'certified' | 'withdrawn'; sequence?: number; validFrom?: string; validUntil?: string; evidence?: string; training?: string }): Promise<unknown>;
    /** A scanner says a code of a parcel. */
    scan(reference: string, code: string, at: number): Promise<unknown>;
    fault(operation: string, kind: string | null): Promise<unknown>;
    /** How often bpost did this. */
    done(operation: string): Promise<number>;
  };
  /** What the house was told so far. */
  readonly told: () => readonly { readonly id: string; readonly payload: unknown }[];
  readonly close: () => Promise<void>;
}

const today = '2026-11-24';
const ledger = z.object({ entries: z.array(z.object({ operation: z.string() })) });

function openWorld(deliverBy: (bench: SandboxBench<BpostConfig>) => Deliver = ({ env }) => env.deliver) {
  const bench = sandboxBench(bpostConfig.parse({}), instantOf(today, '10:00'));
  const sandbox = openBpost({ ...bench.env, deliver: deliverBy(bench) });
  const pull = (lever: string, input: unknown) => bench.pull(sandbox, lever, input);
  const world: Side['world'] = {
    undeliverable: (postcode, street) => pull('remark-address', { postcode, street, deliverable: false }),
    writtenOtherwise: (street, suggestion) => pull('remark-address', { postcode: '3070', street, suggestion }),
    tell: (message) => pull('send', message),
    certify: (message) => pull('certification', message),
    scan: (reference, code, at) => pull('scan', { reference, code, at }),
    fault: (operation, kind) => pull('fault', { operation, kind, times: kind === null ? null : 1 }),
    done: async (operation) => ledger.parse(await pull('ledger', {})).entries.filter((entry) => entry.operation === operation).length,
  };
  return { bench, sandbox, side: { call: bench.call, told: () => bench.delivered, world }, close: () => { sandbox.close(); bench.remove(); } };
}

async function inProcess(): Promise<Side> {
  const { sandbox, side, close } = openWorld();
  return Promise.resolve({ ...side, port: sandbox.implementation, close: () => Promise.resolve(close()) });
}

// Made once: each side of each test has a copy.
const keys = mkdtempSync(join(tmpdir(), 'bpost-keys-'));
beforeAll(async () => { await bpostKeys.open(keys, Date.now()); });
afterAll(() => rmSync(keys, { recursive: true }));

/** The live side, pointed at the sandbox behind its wires, with a way back over its own. */
function overWire(proofing: 'soap' | 'rest') {
  return async (): Promise<Side> => {
    let at = '';
    const { bench, sandbox, side, close } = openWorld(({ env }) => (...message) => servedBpost.tell?.(serving(env), `${at}/inbound`)(...message) ?? Promise.reject(new Error('it tells nothing')));
    const serving = (env: SandboxEnv<BpostConfig>) => ({ ...env, folder: join(env.folder, 'bpost'), url: at, realNow: Date.now, fetch });
    const { folder } = serving(bench.env);
    cpSync(keys, folder, { recursive: true });
    const settings = (url: string): unknown => liveBpost.config.parse(settingsAt({ url, folder }, proofing));
    const living = (url: string) => ({ ...bench.env, config: settings(url), realNow: Date.now, secret: (reference: string) => readFileSync(reference.slice('file:'.length), 'utf8') });
    let closeServed: (() => Promise<void>) | undefined;
    const { url, close: closeServer } = await serveHandler(async (address) => {
      at = address;
      const served = await servedBpost.open(sandbox, serving(bench.env));
      closeServed = served.close;
      const inbound = liveBpost.inbound?.({ ...living(address), deliver: bench.env.deliver, url: () => `${address}/inbound` });
      return async (request) => (request.path.startsWith('/inbound') ? inbound?.({ ...request, path: request.path.slice('/inbound'.length) }) ?? { status: 404 } : served.handle(request));
    });
    const port = liveBpost.open(living(url));
    return {
      ...side, port,
      close: async () => {
        await port[Symbol.asyncDispose]();
        await closeServed?.();
        await closeServer();
        close();
      },
    };
  };
}

const address = { street: 'Dorpsstraat', houseNumber: '12', postcode: '3070', city: 'Kortenberg' };
const receiver = { name: 'Test Person', address, mobile: null, email: null, language: 'nl' } as const;
const fails = (type: string) => expect.objectContaining({ type: `bpost.${type}` });

describe.each([
  ['the sandbox inside the process', inProcess], ['the live side, addresses over SOAP', overWire('soap')], ['the live side, addresses over REST', overWire('rest')],
])('%s', (_name, open) => {
  let side: Side;
  let reference: string;
  beforeEach(async () => { side = await open(); reference = randomUUID(); });
  afterEach(() => side.close());

  const offered = async (from = today, until = addDays(today, 28)) => (await side.port.moments({ postcode: '3070', from, until }, side.call())).moments;
  const announce = async (changes: Partial<Parameters<typeof side.port.announceDelivery>[0]> = {}, key?: string) => {
    const [moment = { start: 0, end: 0 }] = await offered();
    return side.port.announceDelivery({ reference, receiver, moment, ...changes }, side.call(key));
  };

  describe('moments', () => {
    test('lie ahead, in the days asked, on working days, within the day', async () => {
      await fc.assert(fc.asyncProperty(fc.nat({ max: 60 }), fc.nat({ max: 60 }), async (after, length) => {
        const [from, until] = [addDays(today, after), addDays(today, after + length)];
        for (const { start, end } of await offered(from, until)) {
          const day = dayOf(start);
          expect(day >= from && day <= until && day > today).toBe(true);
          expect(dayOf(end)).toBe(day);
          expect(start).toBeLessThan(end);
          expect(['saturday', 'sunday']).not.toContain(weekdayOf(day));
          expect(isPublicHoliday(day)).toBe(false);
          expect(timeOf(start) >= '06:00' && timeOf(end) <= '22:00').toBe(true);
        }
      }), { numRuns: 10 });
    });
    test('are offered within a month in a region that bpost serves, and asking changes nothing', async () => {
      const moments = await offered();
      expect(moments.length).toBeGreaterThan(0);
      expect(await offered()).toEqual(moments);
    });
    test('are none when the days asked have passed', async () => {
      expect(await offered(addDays(today, -20), addDays(today, -1))).toEqual([]);
    });
  });

  describe('announcing', () => {
    test('one key announces one delivery and gets the same order and barcode', async () => {
      const key = randomUUID();
      expect(await announce({}, key)).toEqual(await announce({}, key));
    });
    test('two deliveries have different barcodes', async () => {
      const first = await announce();
      reference = randomUUID();
      expect((await announce()).barcode).not.toBe(first.barcode);
    });
    test('a moment that is not offered is refused, at the announcement and when it is changed', async () => {
      const [moment = { start: 0, end: 0 }] = await offered();
      const others = [{ ...moment, end: moment.end + 1 }, { start: instantOf('2026-11-29', '09:00'), end: instantOf('2026-11-29', '12:00') }, { start: instantOf(today, '09:00'), end: instantOf(today, '12:00') }];
      for (const other of others) await expect(announce({ moment: other })).rejects.toEqual(fails('moment-not-offered'));
      await announce();
      for (const other of others) await expect(side.port.changeMoment({ reference, moment: other }, side.call())).rejects.toEqual(fails('moment-not-offered'));
    });
    test('an answer that was lost is got by asking again, and there is one delivery', async () => {
      const key = randomUUID();
      await side.world.fault('announceDelivery', 'answers-late');
      await expect(announce({}, key)).rejects.toMatchObject({ data: { retry: 'ambiguous' } });
      const again = await announce({}, key);
      expect(await announce({}, key)).toEqual(again);
      expect(await side.world.done('announceDelivery')).toBe(1);
    });
    test('when bpost is down nothing is announced, and it can be asked again', async () => {
      await side.world.fault('announceDelivery', 'down');
      await expect(announce()).rejects.toEqual(fails('unavailable'));
      expect(await side.world.done('announceDelivery')).toBe(0);
      await expect(announce()).resolves.toMatchObject({});
    });
    test('what is announced for somebody who cannot be reached, in a box of a house, arrives', async () => {
      await expect(announce({ receiver: { ...receiver, address: { ...address, box: '3' }, name: `Zoë <O'Brien> & "Zn"` } })).resolves.toMatchObject({});
    });
    test('an address that bpost cannot find is proofed as such and not delivered to', async () => {
      expect(await side.port.proofAddress({ address }, side.call())).toMatchObject({ deliverable: true });
      await side.world.undeliverable('3070', 'Dorpsstraat');
      expect(await side.port.proofAddress({ address }, side.call())).toMatchObject({ deliverable: false });
      await expect(announce()).rejects.toEqual(fails('address-unknown'));
      await expect(side.port.delivery({ reference }, side.call())).rejects.toEqual(fails('unknown-delivery'));
    });
    test('an address that is right is not suggested otherwise, one that bpost writes otherwise is', async () => {
      expect(await side.port.proofAddress({ address: { ...address, box: '3' } }, side.call())).toEqual({ deliverable: true, suggestion: null });
      await side.world.writtenOtherwise('Dorpstraat', { street: 'Dorpsstraat', postcode: '3070', city: 'Kortenberg' });
      const { deliverable, suggestion } = await side.port.proofAddress({ address: { ...address, street: 'Dorpstraat' } }, side.call());
      expect([deliverable, suggestion?.street.toLowerCase(), suggestion?.houseNumber, suggestion?.city.toLowerCase()]).toEqual([true, 'dorpsstraat', '12', 'kortenberg']);
    });
  });

  describe('a delivery', () => {
    test('that was never announced is not known', async () => {
      const [moment = { start: 0, end: 0 }] = await offered();
      await expect(side.port.changeMoment({ reference, moment }, side.call())).rejects.toEqual(fails('unknown-delivery'));
      await expect(side.port.handOverCustody({ reference, at: 0 }, side.call())).rejects.toEqual(fails('unknown-delivery'));
      await expect(side.port.cancelDelivery({ reference, reason: 'withdrawn' }, side.call())).rejects.toEqual(fails('unknown-delivery'));
      await expect(side.port.delivery({ reference }, side.call())).rejects.toEqual(fails('unknown-delivery'));
    });
    test('can be moved and called off until it has ended', async () => {
      await announce();
      const moment = (await offered()).at(-1) ?? { start: 0, end: 0 };
      await expect(side.port.changeMoment({ reference, moment }, side.call())).resolves.toEqual({});
      await expect(side.port.handOverCustody({ reference, at: 0 }, side.call())).resolves.toEqual({});
      await side.world.tell({ reference, event: 'handed-over', employee: 'bp-1001' });
      await expect(side.port.changeMoment({ reference, moment }, side.call())).rejects.toEqual(fails('refused'));
      await expect(side.port.cancelDelivery({ reference, reason: 'withdrawn' }, side.call())).rejects.toEqual(fails('refused'));
    });
    test('passes into bpost\'s custody once', async () => {
      await announce();
      const key = randomUUID();
      await side.port.handOverCustody({ reference, at: 0 }, side.call(key));
      await expect(side.port.handOverCustody({ reference, at: 0 }, side.call(key))).resolves.toEqual({});
      await expect(side.port.handOverCustody({ reference, at: 0 }, side.call())).rejects.toEqual(fails('refused'));
    });
    test('is called off once, however often it is asked', async () => {
      await announce();
      const key = randomUUID();
      await side.world.fault('cancelDelivery', 'answers-late');
      await expect(side.port.cancelDelivery({ reference, reason: 'withdrawn' }, side.call(key))).rejects.toMatchObject({ data: { retry: 'ambiguous' } });
      await expect(side.port.cancelDelivery({ reference, reason: 'withdrawn' }, side.call(key))).resolves.toEqual({});
      expect(await side.world.done('cancelDelivery')).toBe(1);
    });
    test('of which custody passed and the answer was lost passed into custody once', async () => {
      await announce();
      const key = randomUUID();
      await side.world.fault('handOverCustody', 'answers-late');
      await expect(side.port.handOverCustody({ reference, at: 0 }, side.call(key))).rejects.toMatchObject({ data: { retry: 'ambiguous' } });
      await expect(side.port.handOverCustody({ reference, at: 0 }, side.call(key))).resolves.toEqual({});
      expect(await side.world.done('handOverCustody')).toBe(1);
    });
    test('that was called off is not announced anew under its reference', async () => {
      await announce();
      await side.port.cancelDelivery({ reference, reason: 'withdrawn' }, side.call());
      await expect(announce()).rejects.toEqual(fails('refused'));
    });
    test('that was called off is not moved any more', async () => {
      await announce();
      await side.port.cancelDelivery({ reference, reason: 'withdrawn' }, side.call());
      const [moment = { start: 0, end: 0 }] = await offered();
      await expect(side.port.changeMoment({ reference, moment }, side.call())).rejects.toEqual(fails('refused'));
    });
  });

  describe('messages', () => {
    test('come in the declared shape, each with an id of its own, with a sequence that rises by one', async () => {
      await announce();
      for (const event of ['pre-announced', 'card-received', 'attempt-failed']) await side.world.tell({ reference, event });
      const told = side.told().map(({ payload }) => deliveryMessage.parse(payload));
      expect(told.map(({ event, sequence }) => [event, sequence])).toEqual([['pre-announced', 1], ['card-received', 2], ['attempt-failed', 3]]);
      expect(new Set(side.told().map(({ id }) => id)).size).toBe(3);
    });
    test('can be asked for again, under the ids with which they were sent', async () => {
      await announce();
      await side.world.tell({ reference, event: 'card-received', employee: 'bp-1001' });
      const { messages } = bpost.operations.delivery.output.parse(await side.port.delivery({ reference }, side.call()));
      expect(messages).toEqual(side.told().map(({ id, payload }) => ({ id, ...deliveryMessage.parse(payload) })));
      expect(await side.port.delivery({ reference }, side.call())).toEqual({ messages });
    });
  });

  describe('messages about an employee', () => {
    const certificate = { validFrom: '2026-12-01', validUntil: '2027-11-30', evidence: 'C-2026/17 <&>', training: 'Omgaan met identiteitskaarten' };
    test('come in the declared shape, with a sequence that rises by one for each employee', async () => {
      await side.world.certify({ employee: 'bp-2001', event: 'certified', ...certificate });
      await side.world.certify({ employee: 'bp-2002', event: 'certified', ...certificate });
      await side.world.certify({ employee: 'bp-2001', event: 'withdrawn' });
      const told = side.told().map(({ payload }) => certificationMessage.parse(payload));
      expect(told.map(({ employee, event, sequence }) => [employee, event, sequence])).toEqual([['bp-2001', 'certified', 1], ['bp-2002', 'certified', 1], ['bp-2001', 'withdrawn', 2]]);
      expect(told[0]).toMatchObject(certificate);
      expect(told[2]).toMatchObject({ validFrom: null, validUntil: null, evidence: null, training: null });
    });
    test('and about a delivery come side by side', async () => {
      await announce();
      await side.world.certify({ employee: 'bp-2001', event: 'withdrawn' });
      await side.world.tell({ reference, event: 'pre-announced' });
      expect(side.told().map(({ payload }) => Object.hasOwn(Object(payload), 'reference'))).toEqual([false, true]);
    });
  });

  describe('a parcel', () => {
    test('of a barcode that bpost does not know is not known', async () => {
      expect(await side.port.track({ barcode: '323299999999999999999999' }, side.call())).toEqual({ known: false, latest: null });
    });
    test('is where its latest scan says, in whatever order they come', async () => {
      const { barcode } = await announce();
      expect(await side.port.track({ barcode }, side.call())).toMatchObject({ known: true, latest: null });
      for (const [code, at] of [['N01', 3_000], ['L00', 9_000], ['U01', 5_000]] as const) await side.world.scan(reference, code, at);
      expect(await side.port.track({ barcode }, side.call())).toEqual({ known: true, latest: { state: 'out-for-delivery', at: 9_000, code: 'L00' } });
    });
    test('with a code that nobody published is somewhere all the same', async () => {
      const { barcode } = await announce();
      await side.world.scan(reference, 'Z-77<&>', 4_000);
      expect(await side.port.track({ barcode }, side.call())).toEqual({ known: true, latest: { state: 'other', at: 4_000, code: 'Z-77<&>' } });
    });
    test('of which an employee told that nobody was home is scanned so', async () => {
      const { barcode } = await announce();
      await side.world.tell({ reference, event: 'attempt-failed', reason: 'not-home' });
      expect(await side.port.track({ barcode }, side.call())).toMatchObject({ latest: { state: 'not-home' } });
    });
  });
});
