import { dayOf } from '#services/belgium/brussels-time.ts';
import { addDays, addMonths } from '#services/belgium/day.ts';
import { authoriseEverybody } from '#tools/test-house/make-citizen.ts';
import { openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';
import { anOrderedCard, goTo, orderOf } from '#tools/test-house/order-card.ts';
import { aReceivedCard, callDelivery, dossierOf, momentsOf, official, planFirst } from '#tools/test-house/second-visit.ts';

let t: TestHouse;
const delivery = (action: string, input: object) => callDelivery(t, action, input);
const today = () => dayOf(t.house.engine.clock.now('gent'));
const notices = async (dossier: string) => (await t.call<{ messages: readonly { notice: string }[] }>('communication.messages', { dossier }, official)).messages.map(({ notice }) => notice);
const standing = async (dossier: string) => (await t.call<{ appointments: readonly { purpose: string; state: string; start: number }[] }>('appointments.ofDossier', { dossier }, official))
  .appointments.filter(({ purpose, state }) => purpose === 'delivery' && state === 'confirmed').map(({ start }) => start);
const asked = async (dossier: string) => (await t.pull<{ entries: readonly { operation: string }[] }>('biza', 'ledger', { dossier })).entries.map(({ operation }) => operation);

beforeAll(async () => {
  t = await openTestHouse();
  await authoriseEverybody(t);
});
afterAll(() => t.stop());

test('a late card moves its delivery to the first free moment after the new date, and the citizen is told; else nothing changes', async () => {
  const { dossier, order, expectedOn } = await anOrderedCard(t);
  const start = (await momentsOf(t, dossier)).moments.find((moment) => dayOf(moment.start) >= addDays(expectedOn, 8))?.start ?? 0;
  await delivery('plan', { dossier, by: 'official', start });
  await t.pull('biza', 'delay-order', { order, expectedOn: addDays(expectedOn, 5) });
  await t.advance({ days: 1 });
  expect(await delivery('show', { dossier })).toMatchObject({ state: 'delivery-planned', start, card: { expectedOn: addDays(expectedOn, 5) } });

  const later = addDays(expectedOn, 15);
  await t.pull('biza', 'delay-order', { order, expectedOn: later });
  await t.advance({ days: 1 });
  const view = await delivery('show', { dossier });
  expect(view).toMatchObject({ state: 'delivery-planned', card: { expectedOn: later } });
  expect(dayOf(view.start ?? 0) >= addDays(later, 1)).toBe(true);
  expect(await standing(dossier)).toEqual([view.start]);
  expect((await dossierOf(t, dossier)).timeline.map(({ move }) => move).slice(-2)).toEqual(['find-card-late', 'plan-delivery']);
  expect((await notices(dossier)).slice(-2)).toEqual(['card-late', 'delivery-planned']);
});

test('a card that is so late that nothing can be planned yet leaves the dossier late; at the town hall for BiZa is not yet received', async () => {
  const { dossier, order, expectedOn } = await anOrderedCard(t);
  await planFirst(t, dossier);
  await t.pull('biza', 'delay-order', { order, expectedOn: addDays(expectedOn, 100) });
  await t.advance({ days: 1 });
  expect(await delivery('show', { dossier })).toMatchObject({ state: 'card-late', start: null });
  expect(await standing(dossier)).toEqual([]);

  await t.pull('biza', 'set-order-status', { order, status: 'at-municipality' });
  await t.advance({ days: 1 });
  expect(await delivery('show', { dossier })).toMatchObject({ state: 'card-late', card: { status: 'at-municipality', arrivedAt: null } });
});

test('a card that is lost in the post is annulled, told and ordered again, and delivered like the first', async () => {
  const { dossier, order } = await anOrderedCard(t);
  await planFirst(t, dossier);
  await t.pull('biza', 'set-order-status', { order, status: 'lost' });
  await t.advance({ days: 1 });
  expect(await delivery('show', { dossier })).toMatchObject({ state: 'card-lost', start: null, card: { status: 'lost' } });
  expect(await standing(dossier)).toEqual([]);
  expect(await asked(dossier)).toContain('annulCard');
  expect(await notices(dossier)).toContain('card-lost');

  await t.call('biometrics.order', { dossier }, official);
  await t.idle();
  const second = await orderOf(t, dossier);
  expect(second.order).not.toBe(order);
  expect(await delivery('show', { dossier })).toMatchObject({ state: 'ordered', start: null, attempts: 0, card: { status: 'ordered', expectedOn: second.expectedOn } });
  await planFirst(t, dossier);
  expect(await delivery('receiveCard', { dossier, cardNumber: second.cardNumber })).toMatchObject({ state: 'card-ready' });

  // The second one disappears from the town hall.
  expect(await delivery('reportLost', { dossier })).toMatchObject({ state: 'card-lost' });
  await t.idle();
  expect((await asked(dossier)).filter((operation) => operation === 'annulCard')).toHaveLength(2);
});

test('an unclaimed card waits at the counter, is warned about once, and after three months reported, annulled and ended', async () => {
  const { dossier, start } = await aReceivedCard(t);
  const { card } = await delivery('show', { dossier });
  expect(card?.claimBefore).toBe(addMonths(today(), 3));
  await goTo(t, start);
  await delivery('failAttempt', { dossier, reason: 'not-home' });
  await delivery('holdAtCounter', { dossier, reason: 'asked-by-citizen' });
  await t.advance({ days: 75 });
  await t.advance({ days: 2 });
  expect((await notices(dossier)).filter((notice) => notice === 'unclaimed-soon')).toHaveLength(1);
  expect(await delivery('show', { dossier })).toMatchObject({ state: 'undeliverable' });
  expect(await notices(dossier)).toContain('card-waits-at-counter');

  await t.advance({ days: 20 });
  expect(await delivery('show', { dossier })).toMatchObject({ state: 'unclaimed', card: { status: 'destroyed' } });
  expect((await asked(dossier)).filter((operation) => ['reportUnclaimed', 'annulCard'].includes(operation))).toEqual(['reportUnclaimed', 'annulCard']);
});

