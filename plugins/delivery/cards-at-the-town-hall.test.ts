import { makeCardNumber } from '#services/belgium/card-number.ts';
import { authoriseEverybody } from '#tools/test-house/make-citizen.ts';
import { as, openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';
import { anOrderedCard, goTo } from '#tools/test-house/order-card.ts';
import { aReceivedCard, callDelivery, dossierOf, official, planFirst } from '#tools/test-house/second-visit.ts';

/** Cards come to the town hall in envelopes: who opens them has a number, and no dossier. */

let t: TestHouse;
const clerk = as('clerk', 'an.claes');
const delivery = (action: string, input: object, who = clerk) => callDelivery(t, action, input, who);
interface Lists {
  readonly expected: readonly { readonly dossier: string; readonly expectedOn: string; readonly late: boolean; readonly ended: boolean; readonly orderedAt: number | null }[];
  readonly total: number;
  readonly receivedToday: readonly { readonly dossier: string; readonly mayTakeBack: boolean }[];
}
const lists = () => t.call<Lists>('delivery.expectedCards', {}, clerk);
const moves = async (dossier: string) => (await dossierOf(t, dossier)).timeline.map(({ move }) => move);

beforeAll(async () => {
  t = await openTestHouse();
  await authoriseEverybody(t);
});
afterAll(() => t.stop());

test('a clerk receives a card by its number alone: the dossier is found, and a second time is refused', async () => {
  const { dossier, cardNumber } = await anOrderedCard(t);
  await anOrderedCard(t);
  await planFirst(t, dossier);
  expect(await delivery('receiveByNumber', { cardNumber })).toMatchObject({ dossier, state: 'card-ready', card: { status: 'at-municipality' } });
  await expect(delivery('receiveByNumber', { cardNumber })).rejects.toMatchObject({ type: 'delivery.already-received' });
  expect((await moves(dossier)).filter((move) => move === 'receive-card')).toHaveLength(1);
});

test('a card that nobody here ordered is refused and changes nothing', async () => {
  const { dossier } = await anOrderedCard(t);
  await expect(delivery('receiveByNumber', { cardNumber: makeCardNumber('9999999990') })).rejects.toMatchObject({ type: 'delivery.card-not-expected' });
  expect(await delivery('show', { dossier })).toMatchObject({ state: 'ordered' });
});

test('cards that are to come are listed until they are here, with when they were ordered and whether they are late', async () => {
  const { dossier, cardNumber, expectedOn } = await anOrderedCard(t);
  const mine = async () => (await lists()).expected.find((card) => card.dossier === dossier);
  expect(await mine()).toMatchObject({ expectedOn, late: false, ended: false, orderedAt: (await dossierOf(t, dossier)).timeline.find(({ move }) => move === 'order')?.at });
  const { expected, total } = await lists();
  expect([expected.map((card) => card.expectedOn), total]).toEqual([expected.map((card) => card.expectedOn).toSorted(), expected.length]);
  await delivery('receiveByNumber', { cardNumber });
  expect(await mine()).toBeUndefined();
  expect((await lists()).receivedToday[0]).toMatchObject({ dossier, mayTakeBack: true });
});

test('the card of a citizen who has withdrawn is expected too, and received without waking the dossier', async () => {
  const { dossier, cardNumber } = await anOrderedCard(t);
  await t.call('request.withdraw', { dossier, reason: 'other' }, clerk);
  await t.idle();
  expect((await lists()).expected.find((card) => card.dossier === dossier)).toMatchObject({ ended: true });
  expect(await delivery('receiveByNumber', { cardNumber })).toMatchObject({ state: 'withdrawn', card: { claimBefore: expect.any(String) } });
});

test('a receipt by mistake is taken back: the card is expected again, the agreed moment stands, and its three months do not run', async () => {
  const { dossier, cardNumber } = await anOrderedCard(t);
  const start = await planFirst(t, dossier);
  await delivery('receiveByNumber', { cardNumber });
  expect(await delivery('takeBackReceipt', { dossier })).toMatchObject({ state: 'delivery-planned', start, card: { arrivedAt: null, claimBefore: null } });
  expect((await lists()).expected.map((card) => card.dossier)).toContain(dossier);
  await expect(delivery('takeBackReceipt', { dossier })).rejects.toMatchObject({ type: 'delivery.not-received' });
  expect(await delivery('receiveCard', { dossier, cardNumber })).toMatchObject({ state: 'card-ready' });
  expect((await moves(dossier)).slice(-3)).toEqual(['receive-card', 'take-back-receipt', 'receive-card']);
});

test('a card that has been at a door is not un-received: it can only be lost', async () => {
  const { dossier, start } = await aReceivedCard(t);
  await goTo(t, start);
  await delivery('failAttempt', { dossier, reason: 'not-home' }, official);
  await planFirst(t, dossier);
  await expect(delivery('takeBackReceipt', { dossier })).rejects.toMatchObject({ type: 'delivery.card-has-left' });
  expect((await lists()).receivedToday.find((card) => card.dossier === dossier)?.mayTakeBack ?? false).toBe(false);
});

test('a clerk receives cards, and gives none up: that annuls them', async () => {
  const { dossier } = await aReceivedCard(t);
  for (const action of ['reportLost', 'holdAtCounter']) await expect(delivery(action, { dossier, reason: 'other' })).rejects.toMatchObject({ code: 403 });
});
