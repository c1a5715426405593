import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { letAnswersTakeLong } from '#connectors/sandbox-kit/let-answers-take-long.ts';
import { sandboxBench } from '#connectors/sandbox-kit/sandbox-bench.ts';
import { serveHandler } from '#connectors/sandbox-kit/serve-handler.ts';
import { makeStructuredCommunication } from '#services/belgium/structured-communication.ts';
import { isFailure } from '#services/kernel/failure.ts';
import type { OutwardCall, PortImplementation } from '#services/kernel/port.ts';
import { paymentConfig } from './payment.config.ts';
import { paymentLive } from './live/payment-live.ts';
import { payment } from './payment.port.ts';
import { openPayment } from './sandbox/open-payment.ts';
import { servedPayment } from './sandbox/served/serve-payment.ts';

letAnswersTakeLong();

/** Rules that every payment system keeps, whichever side of the port it is. */

interface Side {
  readonly port: PortImplementation<typeof payment>;
  readonly call: (key?: string) => OutwardCall;
  /** Makes the outside world so. A live side does it in the payment system's test environment. */
  readonly world: {
    pay(paymentId: string): Promise<unknown>;
    fail(paymentId: string): Promise<unknown>;
    credit(communication: string, amount: number): Promise<unknown>;
    goTo(instant: number): void;
  };
  /** What the house was told so far. */
  readonly told: () => readonly { readonly message: string; readonly payload: unknown }[];
  readonly close: () => Promise<void>;
}

const start = Date.UTC(2026, 10, 24, 9);
const minute = 60_000;

function sandboxSide(): Promise<Side> {
  const bench = sandboxBench(paymentConfig.parse({}), start);
  const sandbox = openPayment(bench.env);
  return Promise.resolve({
    port: sandbox.implementation, call: bench.call, told: () => bench.delivered,
    world: worldOf(bench, sandbox),
    close: () => { sandbox.close(); bench.remove(); return Promise.resolve(); },
  });
}

function worldOf(bench: ReturnType<typeof sandboxBench>, sandbox: ReturnType<typeof openPayment>): Side['world'] {
  const inBooks = (paymentId: string) => paymentId.replace(/^tr_/, '');
  return {
    pay: (paymentId) => bench.pull(sandbox, 'pay', { paymentId: inBooks(paymentId) }), fail: (paymentId) => bench.pull(sandbox, 'fail', { paymentId: inBooks(paymentId) }),
    credit: (communication, amount) => bench.pull(sandbox, 'credit', { communication, amount }), goTo: bench.goTo,
  };
}

/** The live side, pointed at the sandbox behind its wires; what the outside tells comes in over the live side's own way in. */
async function overWire(): Promise<Side> {
  const bench = sandboxBench(paymentConfig.parse({}), start);
  const folder = join(bench.env.folder, 'payment');
  const secret = (reference: string) => readFileSync(reference.slice('file:'.length), 'utf8');
  const house = await serveHandler((url) => (request) => inbound(url)(request));
  const serving = { ...bench.env, folder, realNow: Date.now, fetch: globalThis.fetch };
  const sandbox = openPayment({ ...bench.env, tellsLater: true, deliver: (...message) => servedPayment.tell?.({ ...serving, url: '' }, house.url)(...message) ?? Promise.resolve() });
  let closeServed: (() => Promise<void>) | undefined;
  const outside = await serveHandler(async (url) => {
    const served = await servedPayment.open(sandbox, { ...serving, url });
    closeServed = served.close;
    return served.handle;
  });
  const config: unknown = paymentLive.config.parse(servedPayment.settings({ url: outside.url, folder }));
  const env = { ...bench.env, config, secret, realNow: Date.now, url: () => house.url };
  const way = paymentLive.inbound?.({ ...env, deliver: bench.env.deliver });
  const inbound = (_url: string) => way ?? (() => Promise.resolve({ status: 404 }));
  const port: PortImplementation<typeof payment> & Partial<AsyncDisposable> = paymentLive.open(env);
  return {
    port, call: bench.call, told: () => bench.delivered, world: worldOf(bench, sandbox),
    close: async () => { await port[Symbol.asyncDispose]?.(); await closeServed?.(); await outside.close(); await house.close(); sandbox.close(); bench.remove(); },
  };
}

const fails = (type: string) => expect.objectContaining({ type: `payment.${type}` });
const amount = 2_500;
const expiresAt = start + 20 * minute;

describe.each([['the sandbox inside the process', sandboxSide, 'bancontact'], ['Bancontact Pay over its wire', overWire, 'bancontact'], ['Mollie over its wire', overWire, 'online-banking']] as const)('%s', (_name, open, method) => {
  let side: Side;
  let reference: string;
  beforeEach(async () => { side = await open(); reference = randomUUID().replaceAll('-', ''); });
  afterEach(() => side.close());

  const asked = () => ({
    reference, amount, method, description: 'eID aan huis', returnUrl: 'https://gemeente.example/terug', language: 'nl', expiresAt,
  } as const);
  const begin = () => side.port.start.perform(asked(), side.call());
  const statusOf = async (paymentId: string) => (await side.port.status({ paymentId }, side.call())).status;
  const refund = (paymentId: string | null, cents: number, key?: string) => side.port.refund({ paymentId, reference, amount: cents }, side.call(key));

  describe('an online payment', () => {
    test('that was not started is certainly not found, one that was is found as it was answered', async () => {
      expect(await side.port.start.lookUp(asked(), side.call())).toBeUndefined();
      const begun = await begin();
      expect(payment.operations.start.output.parse(begun)).toEqual(begun);
      expect(await side.port.start.lookUp(asked(), side.call())).toEqual(begun);
      expect(await side.port.start.lookUp({ ...asked(), reference: 'another' }, side.call())).toBeUndefined();
    });
    test('is paid at an https address or on this machine, and stays open no longer than was asked', async () => {
      const { checkoutUrl, expiresAt: until } = await begin();
      expect(checkoutUrl).toMatch(/^(https:|http:\/\/127\.0\.0\.1:)/);
      expect(until).toBeLessThanOrEqual(expiresAt);
      expect(until).toBeGreaterThan(start);
    });
    test('is open, then paid or failed for good; a message hints at it and asking changes nothing', async () => {
      const [paid, failed] = [await begin(), await begin()];
      expect(await statusOf(paid.paymentId)).toBe('open');
      await side.world.pay(paid.paymentId);
      await side.world.fail(failed.paymentId);
      for (const _ of ['once', 'again']) expect([await statusOf(paid.paymentId), await statusOf(failed.paymentId)]).toEqual(['paid', 'failed']);
      expect(side.told()).toEqual([paid, failed].map(({ paymentId }) => expect.objectContaining({ message: 'statusChanged', payload: { paymentId } })));
      side.world.goTo(expiresAt + minute);
      expect([await statusOf(paid.paymentId), await statusOf(failed.paymentId)]).toEqual(['paid', 'failed']);
    });
    test('expires when its time is over and cannot be paid or cancelled from then on', async () => {
      const { paymentId } = await begin();
      side.world.goTo(expiresAt - 1);
      expect(await statusOf(paymentId)).toBe('open');
      side.world.goTo(expiresAt);
      expect(await side.port.status({ paymentId }, side.call())).toEqual({ status: 'expired', at: expiresAt });
      await expect(side.world.pay(paymentId)).rejects.toEqual(fails('not-open'));
      await expect(side.port.cancel({ paymentId }, side.call())).rejects.toEqual(fails('not-open'));
    });
    test('is cancelled while it is open, and stays so whoever asks again; paid or failed it is cancelled no more', async () => {
      const [{ paymentId }, paid, failed] = [await begin(), await begin(), await begin()];
      const key = randomUUID();
      for (const again of [key, key, randomUUID()]) await expect(side.port.cancel({ paymentId }, side.call(again))).resolves.toEqual({});
      expect(await statusOf(paymentId)).toBe('cancelled');
      await side.world.pay(paid.paymentId);
      await side.world.fail(failed.paymentId);
      for (const ended of [paid, failed]) await expect(side.port.cancel({ paymentId: ended.paymentId }, side.call())).rejects.toEqual(fails('not-open'));
    });
    test('whose time is over before it begins is refused', async () => {
      await expect(side.port.start.perform({ ...asked(), expiresAt: start }, side.call())).rejects.toEqual(fails('refused'));
      expect(await side.port.start.lookUp(asked(), side.call())).toBeUndefined();
    });
    test('that nobody started is not known', async () => {
      await expect(statusOf('unknown')).rejects.toEqual(fails('unknown-payment'));
      await expect(side.port.cancel({ paymentId: 'unknown' }, side.call())).rejects.toEqual(fails('unknown-payment'));
      await expect(refund('unknown', 1)).rejects.toEqual(fails('unknown-payment'));
    });
  });

  describe('a transfer', () => {
    const communication = makeStructuredCommunication(123_456);
    const expect_ = (changes: Partial<Parameters<typeof side.port.expectTransfer>[0]> = {}) => side.port.expectTransfer({ reference, amount, communication, expiresAt, ...changes }, side.call());
    test('is expected on a Belgian account of the municipality', async () => {
      expect(await expect_()).toEqual({ iban: expect.stringMatching(/^BE\d{14}$/), beneficiary: expect.any(String) });
    });
    test('has a structured communication that no other transfer has', async () => {
      await expect_();
      await expect(expect_({ reference: 'another' })).rejects.toEqual(fails('refused'));
    });
    test('is told as a line of the statement, as it came in', async () => {
      await expect_();
      await side.world.credit(communication, amount);
      await side.world.credit('dank u wel', 1_200);
      const lines = side.told().map(({ payload }) => payment.messages.credited.payload.parse(payload));
      expect(lines.map((line) => [line.communication, line.amount, line.valueDate])).toEqual([[communication, amount, '2026-11-24'], ['dank u wel', 1_200, '2026-11-24']]);
      expect(new Set(lines.map(({ bankReference }) => bankReference)).size).toBe(2);
    });
    test('is paid back by its reference once it came in, however its communication was typed', async () => {
      await expect_();
      await expect(refund(null, amount)).rejects.toEqual(fails('refused'));
      await side.world.credit(communication.replaceAll(/\D/g, ''), amount);
      await expect(refund(null, amount)).resolves.toEqual({ refundId: expect.any(String) });
    });
    test('that nobody expected is not paid back', async () => {
      await expect(refund(null, amount)).rejects.toEqual(fails('unknown-payment'));
    });
  });

  describe('a refund', () => {
    test('happens once per key', async () => {
      const { paymentId } = await begin();
      await side.world.pay(paymentId);
      const key = randomUUID();
      expect(await refund(paymentId, amount, key)).toEqual(await refund(paymentId, amount, key));
      await expect(refund(paymentId, 1)).rejects.toEqual(fails('refused'));
    });
    test('of what was not paid is refused', async () => {
      const { paymentId } = await begin();
      await expect(refund(paymentId, amount)).rejects.toEqual(fails('refused'));
    });
    test('never gives back more than came in, in whatever parts', async () => {
      await fc.assert(fc.asyncProperty(fc.array(fc.integer({ min: 1, max: amount }), { minLength: 1, maxLength: 6 }), async (parts) => {
        const { paymentId } = await begin();
        await side.world.pay(paymentId);
        let given = 0;
        for (const part of parts) {
          const outcome = await refund(paymentId, part).then(() => 'given', (error: unknown) => (isFailure(error, 'payment.refused') ? 'refused' : error));
          expect(outcome).toBe(given + part <= amount ? 'given' : 'refused');
          if (outcome === 'given') given += part;
        }
      }), { numRuns: 20 });
    });
  });
});
