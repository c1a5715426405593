import { dayOf } from '#services/belgium/brussels-time.ts';
import { addDays } from '#services/belgium/day.ts';
import { authoriseEverybody } from '#tools/test-house/make-citizen.ts';
import { openHouseAtOutside, type HouseAtOutside } from '#tools/test-house/open-house-at-outside.ts';
import { device, goTo, insertNewCard, insertOldCard, type TestOrder } from '#tools/test-house/order-card.ts';
import { aReceivedCard, bpostSystem, callDelivery, chooseCodeAtTheDoor, dossierOf, official, planFirst } from '#tools/test-house/second-visit.ts';

/** Journeys by bpost end where they must, whoever of bpost comes to the door: over the real wires, what bpost tells is signed and read as from bpost itself. */

interface View {
  readonly reference: string; readonly state: string; readonly custody: string; readonly carrier: { readonly employee: string; readonly certified: boolean } | null;
  readonly messages: readonly { readonly event: string; readonly held: boolean; readonly why: string | null }[];
}
type Visit = TestOrder & { readonly start: number; readonly reference: string };

let t: HouseAtOutside;
const now = () => t.house.engine.clock.now('gent');
const today = () => dayOf(now());
const bpost = <T = View>(action: string, input: object) => t.call<T>(`bpost-delivery.${action}`, input, official);
const stands = async (dossier: string) => ({ state: (await callDelivery(t, 'show', { dossier })).state, custody: (await bpost('show', { dossier })).custody });
const heldOf = async (dossier: string) => (await bpost('show', { dossier })).messages.filter(({ held }) => held).map(({ event, why }) => `${event}: ${why ?? ''}`);
const startVisit = (dossier: string, employee: string) => callDelivery(t, 'startVisit', { dossier, device, employee }, bpostSystem);
const certificate = (employee: string, overrides: object = {}) => ({ employee, training: 'Omgaan met identiteitskaarten', trainedOn: addDays(today(), -30), validFrom: addDays(today(), -20), validUntil: addDays(today(), 300), evidence: 'C-17', ...overrides });

beforeAll(async () => {
  t = await openHouseAtOutside();
  await authoriseEverybody(t);
  // BiZa lets them act, too: what stops them is bpost's certificate alone.
  for (let number = 3001; number <= 3006; number += 1) await t.pull('biza', 'put-authorisation', { holder: 'bpost-employee', reference: `bp-${number}`, act: 'activate-card', validFrom: '2026-01-01', validUntil: '2029-01-01' });
});
afterAll(() => t.stop());

/** bpost tells it over its wire, and its repeat as well: taken in once. */
async function tell(lever: 'send' | 'certification', message: object): Promise<void> {
  await t.pull('bpost', lever, message);
  await t.idle();
}
/** bpost's courier has the card, an hour or so before its delivery. */
async function withBpost(): Promise<Visit> {
  const received = await aReceivedCard(t, 'bpost');
  const { reference } = await bpost('handOver', { dossier: received.dossier });
  await t.idle();
  return { ...received, reference };
}
async function atTheDoor(visit: Visit): Promise<void> {
  await goTo(t, visit.start);
}
/** Up to the closing: what a certified employee can bring to an end. */
async function deliver(visit: Visit, employee: string): Promise<void> {
  await chooseCodeAtTheDoor(t, visit, bpostSystem, employee);
  await finish(visit, employee);
}
async function finish(visit: Visit, employee: string): Promise<void> {
  const { dossier, reference } = visit;
  await insertNewCard(t, visit);
  await callDelivery(t, 'activate', { dossier }, bpostSystem);
  await t.idle();
  await tell('send', { reference, event: 'handed-over', employee });
  expect(await stands(dossier)).toEqual({ state: 'code-registered', custody: 'citizen' });
  await callDelivery(t, 'close', { dossier });
  await t.idle();
  expect(await stands(dossier)).toEqual({ state: 'closed', custody: 'citizen' });
}

test('by a certified employee: the citizen has the card, nothing is held, and how long it took is told', async () => {
  await tell('certification', { employee: 'bp-3001', event: 'certified', validFrom: today(), validUntil: addDays(today(), 300), evidence: 'B-3001' });
  const visit = await withBpost();
  await tell('send', { reference: visit.reference, event: 'card-received', employee: 'bp-3001' });
  expect(await bpost('show', { dossier: visit.dossier })).toMatchObject({ custody: 'bpost-employee', carrier: { employee: 'bp-3001', certified: true } });
  await atTheDoor(visit);
  await deliver(visit, 'bp-3001');
  expect(await heldOf(visit.dossier)).toEqual([]);
  const { timeline } = await dossierOf(t, visit.dossier);
  const between = (from: string, until: string) => Math.round((Date.parse(dayOf(timeline.findLast(({ move }) => move === until)?.at ?? 0)) - Date.parse(dayOf(timeline.find(({ move }) => move === from)?.at ?? 0))) / 86_400_000);
  const { lines } = await bpost<{ lines: readonly object[] }>('leadTimes', { from: addDays(today(), -1), until: today() });
  const [total, production] = [between('request', 'activate'), between('order', 'receive-card')];
  expect(lines).toEqual([expect.objectContaining({ region: 'Gent', deliveries: 1, late: null, total: { median: total, longest: total }, production: { median: production, longest: production }, own: { median: total - production, longest: total - production }, dailyMaximum: total })]);
});

describe('by an employee whose certificate does not hold on the day', () => {
  test.each<[string, string, () => object]>([
    ['ended the day before', 'bp-3002', () => ({ validUntil: addDays(today(), -1) })],
    ['begins the day after', 'bp-3003', () => ({ validFrom: addDays(today(), 1) })],
  ])('because it %s: nothing is believed, the card stays with the courier, and another employee brings it', async (_why, employee, period) => {
    const visit = await withBpost();
    const { dossier, reference } = visit;
    await atTheDoor(visit);
    await bpost('certify', certificate(employee, period()));
    await tell('send', { reference, event: 'card-received', employee });
    await tell('send', { reference, event: 'handed-over', employee });
    await expect(startVisit(dossier, employee)).rejects.toMatchObject({ type: 'bpost-delivery.not-certified' });
    expect([await stands(dossier), await heldOf(dossier)]).toEqual([{ state: 'with-bpost', custody: 'courier' }, ['card-received: not-certified', 'handed-over: not-certified']]);
    // The official does not take the card out of bpost's hands.
    await expect(callDelivery(t, 'startVisit', { dossier, device })).rejects.toMatchObject({ type: 'delivery.card-with-bpost' });
    await deliver(visit, 'bp-1001');
  });
});

test('by an employee nobody knows: held until a certificate of that day is recorded, which releases what it covers', async () => {
  const visit = await withBpost();
  const { dossier, reference } = visit;
  await tell('send', { reference, event: 'card-received', employee: 'bp-3004' });
  expect([await stands(dossier), await heldOf(dossier)]).toEqual([{ state: 'with-bpost', custody: 'courier' }, ['card-received: not-certified']]);
  await bpost('certify', certificate('bp-3004', { validFrom: addDays(today(), 1) }));
  expect(await heldOf(dossier)).toEqual(['card-received: not-certified']);
  await bpost('certify', certificate('bp-3004'));
  await t.idle();
  expect([await stands(dossier), await heldOf(dossier)]).toEqual([{ state: 'with-bpost', custody: 'bpost-employee' }, []]);
  await atTheDoor(visit);
  await deliver(visit, 'bp-3004');
});

test('by an employee who lost the certificate between hand-over and delivery: refused at the door; bpost brings the card back, and the official delivers it', async () => {
  const visit = await withBpost();
  const { dossier, reference } = visit;
  await tell('certification', { employee: 'bp-3005', event: 'certified', validFrom: today(), validUntil: addDays(today(), 300), evidence: 'B-3005', sequence: 1 });
  await tell('send', { reference, event: 'card-received', employee: 'bp-3005' });
  await tell('certification', { employee: 'bp-3005', event: 'withdrawn', sequence: 2 });
  expect(await bpost('show', { dossier })).toMatchObject({ custody: 'bpost-employee', carrier: { employee: 'bp-3005', certified: false } });
  // What was told late and older gives nothing back.
  await tell('certification', { employee: 'bp-3005', event: 'certified', validFrom: today(), validUntil: addDays(today(), 400), evidence: 'B-0', sequence: 1 });
  await atTheDoor(visit);
  await expect(startVisit(dossier, 'bp-3005')).rejects.toMatchObject({ type: 'bpost-delivery.not-certified' });
  await tell('send', { reference, event: 'attempt-failed', employee: 'bp-3005', reason: 'not-home' });
  expect([await stands(dossier), await heldOf(dossier)]).toEqual([{ state: 'with-bpost', custody: 'bpost-employee' }, ['attempt-failed: not-certified']]);
  await tell('send', { reference, event: 'returned' });
  expect(await stands(dossier)).toEqual({ state: 'card-waiting', custody: 'municipality' });
  await planFirst(t, dossier, 'official');
  expect(await stands(dossier)).toEqual({ state: 'card-ready', custody: 'municipality' });
});

test('by an employee who loses the certificate in the middle of the visit: no step further; the attempt fails there, and another employee comes at a new moment', async () => {
  const visit = await withBpost();
  const { dossier, reference } = visit;
  await tell('certification', { employee: 'bp-3006', event: 'certified', validFrom: today(), validUntil: addDays(today(), 300), evidence: 'B-3006' });
  await tell('send', { reference, event: 'card-received', employee: 'bp-3006' });
  await atTheDoor(visit);
  await insertOldCard(t, visit.citizen);
  await startVisit(dossier, 'bp-3006');
  await callDelivery(t, 'identify', { dossier }, bpostSystem);
  await tell('certification', { employee: 'bp-3006', event: 'withdrawn' });
  await expect(callDelivery(t, 'chooseCode', { dossier }, bpostSystem)).rejects.toMatchObject({ type: 'bpost-delivery.not-certified' });
  expect(await stands(dossier)).toEqual({ state: 'handing-over', custody: 'bpost-employee' });
  await expect(startVisit(dossier, 'bp-3006')).rejects.toMatchObject({ type: 'bpost-delivery.not-certified' });
  await callDelivery(t, 'failAttempt', { dossier, reason: 'not-certified' });
  await t.idle();
  expect(await stands(dossier)).toEqual({ state: 'delivery-failed', custody: 'bpost-employee' });
  const start = await planFirst(t, dossier, 'bpost');
  expect(await stands(dossier)).toEqual({ state: 'with-bpost', custody: 'bpost-employee' });
  await atTheDoor({ ...visit, start });
  await deliver({ ...visit, start }, 'bp-1001');
  expect(await heldOf(dossier)).toEqual([]);
});
