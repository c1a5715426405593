import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { sandboxBench } from '#connectors/sandbox-kit/sandbox-bench.ts';
import { dayOf, instantOf, timeOf } from '#services/belgium/brussels-time.ts';
import { addDays, weekdayOf } from '#services/belgium/day.ts';
import { isPublicHoliday } from '#services/belgium/public-holidays.ts';
import type { OutwardCall, PortImplementation } from '#services/kernel/port.ts';
import { bpostConfig } from './bpost.config.ts';
import { bpost, deliveryMessage } from './bpost.port.ts';
import { openBpost } from './sandbox/open-bpost.ts';

/** Rules that every bpost keeps, whichever side of the port it is. */

interface Side {
  readonly port: PortImplementation<typeof bpost>;
  readonly call: (key?: string) => OutwardCall;
  /** Makes the outside world so. A live side does it in bpost's test environment. */
  readonly world: {
    undeliverable(postcode: string, street: string): Promise<unknown>;
    /** A certified employee tells something at the door. */
    tell(message: { reference: string; event: string; employee?: string; sequence?: number }): Promise<unknown>;
  };
  /** What the house was told so far. */
  readonly told: () => readonly { readonly id: string; readonly payload: unknown }[];
  readonly close: () => void;
}

const today = '2026-11-24';

function sandboxSide(): Side {
  const bench = sandboxBench(bpostConfig.parse({}), instantOf(today, '10:00'));
  const sandbox = openBpost(bench.env);
  return {
    port: sandbox.implementation, call: bench.call, told: () => bench.delivered,
    world: {
      undeliverable: (postcode, street) => bench.pull(sandbox, 'remark-address', { postcode, street, deliverable: false }),
      tell: (message) => bench.pull(sandbox, 'send', message),
    },
    close: () => { sandbox.close(); bench.remove(); },
  };
}

const address = { street: 'Dorpsstraat', houseNumber: '12', postcode: '3070', city: 'Kortenberg' };
const receiver = { name: 'Test Person', address, mobile: null, email: null, language: 'nl' } as const;
const fails = (type: string) => expect.objectContaining({ type: `bpost.${type}` });

describe.each([['the sandbox', sandboxSide]])('%s', (_name, open) => {
  let side: Side;
  let reference: string;
  beforeEach(() => { side = open(); reference = randomUUID(); });
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
      }), { numRuns: 25 });
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
    test('an address that bpost cannot find is proofed as such and not delivered to', async () => {
      expect(await side.port.proofAddress({ address }, side.call())).toMatchObject({ deliverable: true });
      await side.world.undeliverable('3070', 'Dorpsstraat');
      expect(await side.port.proofAddress({ address }, side.call())).toMatchObject({ deliverable: false });
      await expect(announce()).rejects.toEqual(fails('address-unknown'));
      await expect(side.port.delivery({ reference }, side.call())).rejects.toEqual(fails('unknown-delivery'));
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
});
