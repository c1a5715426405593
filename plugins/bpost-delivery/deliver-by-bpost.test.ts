import * as fc from 'fast-check';
import { dayOf } from '#services/belgium/brussels-time.ts';
import { addDays } from '#services/belgium/day.ts';
import { delivery as deliveryContract } from '#plugins/delivery/delivery.contract.ts';
import { authoriseEverybody } from '#tools/test-house/make-citizen.ts';
import { openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';
import { anOrderedCard, device, goTo, insertNewCard, type TestOrder } from '#tools/test-house/order-card.ts';
import { aReceivedCard, bpostSystem, callDelivery, chooseCodeAtTheDoor, dossierOf, momentsOf, official, planFirst } from '#tools/test-house/second-visit.ts';

interface BpostView {
  readonly reference: string; readonly state: string; readonly custody: string; readonly moment: { readonly start: number };
  readonly messages: readonly { readonly event: string; readonly sequence: number; readonly held: boolean; readonly why: string | null }[];
}
interface Told { readonly event: string; readonly employee?: string | null; readonly reason?: string | null; readonly sequence?: number; readonly at?: number; readonly moment?: { readonly start: number; readonly end: number } }

let t: TestHouse;
const employee = 'bp-1001';
const delivery = (action: string, input: object, who = official) => callDelivery(t, action, input, who);
const bpost = (dossier: string) => t.call<BpostView>('bpost-delivery.show', { dossier }, official);
const now = () => t.house.engine.clock.now('gent');
const standing = async (dossier: string) => (await t.call<{ appointments: readonly { purpose: string; state: string }[] }>('appointments.ofDossier', { dossier }, official))
  .appointments.filter(({ purpose, state }) => purpose === 'delivery' && state === 'confirmed').length;

beforeAll(async () => {
  t = await openTestHouse({ settings: [{ contract: deliveryContract, settings: { maximumAttempts: 3 } }] });
  await authoriseEverybody(t);
});
afterAll(() => t.stop());

async function send(reference: string, told: Told): Promise<void> {
  await t.pull('bpost', 'send', { reference, ...told });
  await t.idle();
}

/** bpost's courier has the card, on the day of the delivery. */
async function withBpost(): Promise<TestOrder & { readonly start: number; readonly reference: string }> {
  const received = await aReceivedCard(t, 'bpost');
  const { reference } = await t.call<BpostView>('bpost-delivery.handOver', { dossier: received.dossier }, official);
  await t.idle();
  return { ...received, reference };
}

test('a certified employee of bpost delivers and activates the card, up to the closing', async () => {
  const visit = await withBpost();
  const { dossier, reference } = visit;
  expect(await bpost(dossier)).toMatchObject({ state: 'announced', custody: 'courier' });
  await send(reference, { event: 'card-received', employee });
  expect(await bpost(dossier)).toMatchObject({ custody: 'bpost-employee' });

  await goTo(t, visit.start);
  await chooseCodeAtTheDoor(t, visit, bpostSystem, employee);
  await insertNewCard(t, visit);
  expect(await delivery('activate', { dossier }, bpostSystem)).toMatchObject({ state: 'code-registered' });
  await send(reference, { event: 'handed-over', employee });
  expect(await bpost(dossier)).toMatchObject({ state: 'ended', custody: 'citizen' });
  await delivery('close', { dossier });
  await t.idle();
  expect(await delivery('show', { dossier })).toMatchObject({ state: 'closed', by: 'bpost' });
});

test('a moment that bpost changed with the citizen is the moment, and a late card moves it', async () => {
  const { dossier, order } = await anOrderedCard(t);
  await planFirst(t, dossier, 'bpost');
  const other = (await momentsOf(t, dossier, 'bpost')).moments[4] ?? { start: 0, end: 0 };
  await send((await bpost(dossier)).reference, { event: 'moment-changed', moment: { start: other.start, end: other.end } });
  expect(await delivery('show', { dossier })).toMatchObject({ state: 'delivery-planned', start: other.start });

  const later = dayOf(other.start + 7 * 86_400_000);
  await t.pull('biza', 'delay-order', { order, expectedOn: later });
  await t.advance({ days: 1 });
  const view = await delivery('show', { dossier });
  expect(view).toMatchObject({ state: 'delivery-planned', by: 'bpost' });
  expect(dayOf(view.start ?? 0) > later).toBe(true);
  expect(await bpost(dossier)).toMatchObject({ state: 'announced', moment: { start: view.start } });
});

test('the citizen changes from the official to bpost and back, and only one of them comes', async () => {
  const { dossier } = await anOrderedCard(t);
  await planFirst(t, dossier, 'official');
  await planFirst(t, dossier, 'bpost');
  expect(await standing(dossier)).toBe(0);
  expect(await bpost(dossier)).toMatchObject({ state: 'announced' });
  await planFirst(t, dossier, 'official');
  expect(await standing(dossier)).toBe(1);
  expect(await bpost(dossier)).toMatchObject({ state: 'cancelled' });
  const { deliveries } = await t.pull<{ deliveries: readonly { state: string }[] }>('bpost', 'deliveries');
  expect(deliveries.at(-1)?.state).toBe('cancelled');
});

test('what bpost cannot deliver, it does not get, and the planning says so', async () => {
  await t.pull('bpost', 'remark-address', { postcode: '9000', street: 'Teststraat', deliverable: false });
  const { dossier } = await anOrderedCard(t);
  const { moments } = await momentsOf(t, dossier, 'bpost');
  await expect(delivery('plan', { dossier, by: 'bpost', start: moments[0]?.start ?? 0 })).rejects.toMatchObject({ type: 'delivery.bpost-refused' });
  await t.idle();
  expect(await delivery('show', { dossier })).toMatchObject({ state: 'ordered', start: null });
  await t.pull('bpost', 'remark-address', { postcode: '9000', street: 'Teststraat' });
});

test('one attempt that the employee reports here and bpost tells too, counts once; the same card goes out again', async () => {
  const { dossier, reference, start } = await withBpost();
  await goTo(t, start);
  expect(await delivery('failAttempt', { dossier, reason: 'not-home' }, bpostSystem)).toMatchObject({ state: 'delivery-failed', attempts: 1 });
  await send(reference, { event: 'attempt-failed', employee, reason: 'not-home' });
  expect(await delivery('show', { dossier })).toMatchObject({ state: 'delivery-failed', attempts: 1 });
  await planFirst(t, dossier, 'bpost');
  expect(await delivery('show', { dossier })).toMatchObject({ state: 'with-bpost' });
  expect((await dossierOf(t, dossier)).timeline.at(-1)?.move).toBe('plan-delivery-by-bpost');
});

test('a card that bpost lost is annulled', async () => {
  const { dossier, reference } = await withBpost();
  await send(reference, { event: 'lost' });
  expect(await delivery('show', { dossier })).toMatchObject({ state: 'card-lost' });
  expect(await bpost(dossier)).toMatchObject({ state: 'ended', custody: 'lost' });
});

test('in whatever order and however often bpost tells what happened, dossier and custody end alike', async () => {
  const visits = [await withBpost(), await withBpost()];
  const at = now();
  const story: readonly Told[] = [
    { event: 'card-received', employee, at, sequence: 1 },
    { event: 'attempt-failed', employee, reason: 'not-home', at: at + 1, sequence: 2 },
    { event: 'returned', at: at + 2, sequence: 3 },
  ];
  const orders = fc.sample(fc.shuffledSubarray([...story, ...story], { minLength: 6 }), { numRuns: 1, seed: 7 });
  for (const [index, told] of [story, ...orders].entries()) {
    for (const message of told) await send(visits[index]?.reference ?? '', message);
  }
  const ends = await Promise.all(visits.map(async ({ dossier }) => {
    const [{ state, attempts, start }, { custody, state: arrangement, messages }] = [await delivery('show', { dossier }), await bpost(dossier)];
    return { state, attempts, start, custody, arrangement, messages: messages.map(({ event, held }) => ({ event, held })) };
  }));
  expect(ends[0]).toMatchObject({ state: 'card-waiting', attempts: 1, start: null, custody: 'municipality', arrangement: 'ended' });
  expect(ends[1]).toEqual(ends[0]);
});

test('a card that came back can be planned with the official', async () => {
  const { dossier, reference } = await withBpost();
  await send(reference, { event: 'returned' });
  const start = await planFirst(t, dossier, 'official');
  expect(await delivery('show', { dossier })).toMatchObject({ state: 'card-ready', by: 'official', start });
  expect(dayOf(start) >= dayOf(now())).toBe(true);
});

describe('while bpost holds the card', () => {
  let visit: Awaited<ReturnType<typeof withBpost>>;
  beforeAll(async () => {
    visit = await withBpost();
    await goTo(t, visit.start);
  });

  test('an employee without a valid certificate is refused at the door, and his messages are held', async () => {
    const { dossier, reference, start } = visit;
    await expect(delivery('startVisit', { dossier, device, employee: 'bp-9999' }, bpostSystem)).rejects.toMatchObject({ type: 'bpost-delivery.not-certified' });
    await send(reference, { event: 'attempt-failed', employee: 'bp-9999', reason: 'not-home' });
    expect((await bpost(dossier)).messages.find(({ event }) => event === 'attempt-failed')).toMatchObject({ held: true, why: 'not-certified' });
    expect(await delivery('show', { dossier })).toMatchObject({ state: 'with-bpost', attempts: 0, start });
  });

  test('a message that is dated in the future counts by the day on which it came, and not before its certificate begins', async () => {
    const { dossier, reference } = visit;
    const from = addDays(dayOf(now()), 1);
    await t.call('bpost-delivery.certify', { employee: 'bp-4001', training: 'Identiteitskaarten', trainedOn: from, validFrom: from, validUntil: addDays(from, 300), evidence: 'C-18' }, official);
    await send(reference, { event: 'card-received', employee: 'bp-4001', at: now() + 86_400_000 });
    expect(await bpost(dossier)).toMatchObject({ custody: 'courier' });
    expect((await bpost(dossier)).messages.at(-1)).toMatchObject({ held: true, why: 'not-certified' });
  });

  test('a hand-over that did not go through us is held, and the card stays with bpost', async () => {
    const { dossier, reference } = visit;
    await send(reference, { event: 'handed-over', employee });
    const view = await bpost(dossier);
    expect(view).toMatchObject({ custody: 'courier' });
    expect(view.messages.find(({ event }) => event === 'handed-over')).toMatchObject({ held: true, why: 'not-activated' });
    expect(await delivery('show', { dossier })).toMatchObject({ state: 'with-bpost' });
  });

  test('the official does not deliver it, and is not planned for it', async () => {
    const { dossier } = visit;
    await expect(delivery('startVisit', { dossier, device })).rejects.toMatchObject({ type: 'delivery.card-with-bpost' });
    const { moments } = await momentsOf(t, dossier, 'official');
    await expect(delivery('plan', { dossier, by: 'official', start: moments[0]?.start ?? 0 })).rejects.toMatchObject({ type: 'delivery.card-with-bpost' });
  });

  test('no moment is offered after the end of the agreement with bpost', async () => {
    // Gent's agreement ends with 2028.
    expect(await t.call('bpost-delivery.moments', { dossier: visit.dossier, notBefore: '2029-01-01' }, official)).toEqual({ moments: [] });
  });
});

test('what bpost has to deliver or holds is listed, the first on top, with the messages that wait for a person, until it is over', async () => {
  const [waits, gone, here] = [await anOrderedCard(t), await withBpost(), await aReceivedCard(t, 'bpost')];
  await planFirst(t, waits.dossier, 'bpost');
  const listed = async () => {
    const { deliveries } = await t.call<{ deliveries: readonly { dossier: string; custody: string; mayHandOver: boolean; held: number; moment: { start: number } }[] }>('bpost-delivery.list', {}, official);
    expect(deliveries.map(({ moment }) => moment.start)).toEqual(deliveries.map(({ moment }) => moment.start).toSorted((one, other) => one - other));
    return (dossier: string) => deliveries.find((one) => one.dossier === dossier);
  };
  const of = await listed();
  expect(of(waits.dossier)).toMatchObject({ custody: 'municipality', mayHandOver: false, held: 0 });
  expect(of(here.dossier)).toMatchObject({ custody: 'municipality', mayHandOver: true });
  expect(of(gone.dossier)).toMatchObject({ custody: 'courier', mayHandOver: false });

  // Of an employee whom we do not know nothing is believed.
  const held = async () => (await t.call<{ messages: number }>('bpost-delivery.heldCount', {}, official)).messages;
  const heldOfOthers = await held();
  await send(gone.reference, { event: 'card-received', employee: 'bp-unknown' });
  expect([(await listed())(gone.dossier), await held()]).toEqual([expect.objectContaining({ held: 1 }), heldOfOthers + 1]);
  // Called off, and still on its way back.
  await t.call('bpost-delivery.cancel', { dossier: gone.dossier, reason: 'asked-back' }, official);
  await t.idle();
  expect((await listed())(gone.dossier)).toMatchObject({ state: 'cancelled', custody: 'courier' });
  await send(gone.reference, { event: 'returned', employee });
  expect([(await listed())(gone.dossier), await held()]).toEqual([undefined, heldOfOthers]);
});
