import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { sandboxBench } from '#connectors/sandbox-kit/sandbox-bench.ts';
import { instantOf } from '#services/belgium/brussels-time.ts';
import { bpostConfig } from '../bpost.config.ts';
import { openBpost } from './open-bpost.ts';

const bench = sandboxBench(bpostConfig.parse({ notServed: ['9000'] }), instantOf('2026-11-24', '10:00'));
let holding = false;
const sandbox = openBpost({ ...bench.env, deliver: (...message) => (holding ? Promise.reject(new Error('the house is away')) : bench.env.deliver(...message)) });
const port = sandbox.implementation;
const pull = (lever: string, input: unknown) => bench.pull(sandbox, lever, input);
const deliveryList = z.object({ deliveries: z.array(z.looseObject({ reference: z.string() })) });
const moment = { start: instantOf('2026-11-26', '09:00'), end: instantOf('2026-11-26', '12:00') };
const address = { street: 'Dorpsstraat', houseNumber: '12', postcode: '3070', city: 'Kortenberg' };
afterAll(() => { sandbox.close(); bench.remove(); });

async function announced(): Promise<string> {
  const reference = randomUUID();
  const receiver = { name: 'Test Person', address, mobile: null, email: null, language: 'nl' } as const;
  await port.announceDelivery({ reference, receiver, moment }, bench.call());
  return reference;
}
const known = async (reference: string) => {
  const { deliveries } = deliveryList.parse(await pull('deliveries', {}));
  return deliveries.find((delivery) => delivery.reference === reference);
};

test('there is a morning, an afternoon and an evening on a working day, and nothing where bpost does not come', async () => {
  const asked = { from: '2026-11-26', until: '2026-11-26' };
  expect((await port.moments({ postcode: '3070', ...asked }, bench.call())).moments).toHaveLength(3);
  expect((await port.moments({ postcode: '9000', ...asked }, bench.call())).moments).toEqual([]);
});

test('messages may be sent out of order, and the count goes on after the highest', async () => {
  const reference = await announced();
  expect(await pull('send', { reference, event: 'card-received', sequence: 3 })).toEqual({ sequence: 3 });
  expect(await pull('send', { reference, event: 'pre-announced', sequence: 1 })).toEqual({ sequence: 1 });
  expect(await pull('send', { reference, event: 'attempt-failed', employee: 'bp-1001', reason: 'not-home', at: 1 })).toEqual({ sequence: 4 });
  expect(bench.delivered.at(-1)?.payload).toEqual({ reference, event: 'attempt-failed', employee: 'bp-1001', reason: 'not-home', at: 1, sequence: 4, moment: null });
});

test('what bpost did not come to tell did not happen either, and the count does not skip it', async () => {
  const reference = await announced();
  const found = bench.loseMessages('bpost');
  await expect(pull('send', { reference, event: 'card-received' })).rejects.toThrow('the process ended');
  found();
  expect(await known(reference)).toMatchObject({ custody: 'municipality', sequence: 0 });
  expect(await pull('send', { reference, event: 'card-received' })).toEqual({ sequence: 1 });
});

test('custody follows the card', async () => {
  const reference = await announced();
  expect(await known(reference)).toMatchObject({ state: 'announced', custody: 'municipality', moment });
  await port.handOverCustody({ reference, at: 1 }, bench.call());
  expect(await known(reference)).toMatchObject({ state: 'announced', custody: 'bpost' });
  await pull('send', { reference, event: 'handed-over', employee: 'bp-1001' });
  expect(await known(reference)).toMatchObject({ state: 'ended', custody: 'citizen' });
});

test('a card that the employee has scanned already is handed over all the same, once', async () => {
  const reference = await announced();
  await pull('send', { reference, event: 'card-received', employee: 'bp-1001' });
  await pull('send', { reference, event: 'handed-over', employee: 'bp-1001' });
  await port.handOverCustody({ reference, at: 1 }, bench.call());
  expect(await known(reference)).toMatchObject({ state: 'ended', custody: 'citizen' });
  await expect(port.handOverCustody({ reference, at: 1 }, bench.call())).rejects.toMatchObject({ type: 'bpost.refused' });
});

test('a moment that the employee changed is the delivery\'s moment', async () => {
  const reference = await announced();
  const later = { start: moment.start + 3_600_000, end: moment.end + 3_600_000 };
  await pull('send', { reference, event: 'moment-changed', employee: 'bp-1001', moment: later });
  expect(await known(reference)).toMatchObject({ moment: later });
});

test('nothing is told about a delivery that was never announced', async () => {
  await expect(pull('send', { reference: randomUUID(), event: 'returned' })).rejects.toMatchObject({ type: 'bpost.unknown-delivery' });
});

test('an address that is written otherwise comes with a suggestion', async () => {
  await pull('remark-address', { postcode: '3070', street: 'Dorpstraat', suggestion: { street: 'Dorpsstraat', postcode: '3070', city: 'Kortenberg' } });
  expect(await port.proofAddress({ address: { ...address, street: 'Dorpstraat' } }, bench.call())).toEqual({ deliverable: true, suggestion: address });
});

test('a card that bpost lost is in nobody\'s hands', async () => {
  const reference = await announced();
  await pull('send', { reference, event: 'lost' });
  expect(await known(reference)).toMatchObject({ state: 'ended', custody: 'lost' });
});

test('who only looks lets nothing out, who sends does', async () => {
  const reference = await announced();
  const before = bench.delivered.length;
  holding = true;
  await pull('send', { reference, event: 'pre-announced' });
  holding = false;
  expect(await pull('delivery', { reference })).toMatchObject({ delivery: { state: 'announced', custody: 'municipality' } });
  expect(await pull('delivery', { reference: 'nobody' })).toEqual({ delivery: null });
  expect(await pull('parcel', { barcode: 'nobody' })).toEqual({ scans: [] });
  expect(bench.delivered).toHaveLength(before);
  await pull('deliveries', {});
  expect(bench.delivered).toHaveLength(before + 1);
});
