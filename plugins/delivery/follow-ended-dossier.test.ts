import { dayOf } from '#services/belgium/brussels-time.ts';
import { addMonths } from '#services/belgium/day.ts';
import { makeCardNumber } from '#services/belgium/card-number.ts';
import { authoriseEverybody } from '#tools/test-house/make-citizen.ts';
import { openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';
import { anOrderedCard, goTo, insertNewCard } from '#tools/test-house/order-card.ts';
import { aReceivedCard, callDelivery, chooseCodeAtTheDoor, dossierOf, official, planFirst } from '#tools/test-house/second-visit.ts';
import { aScheduledVisit } from '#tools/test-house/schedule-visit.ts';

let t: TestHouse;
const delivery = (action: string, input: object) => callDelivery(t, action, input);
const today = () => dayOf(t.house.engine.clock.now('gent'));
const moves = async (dossier: string) => (await dossierOf(t, dossier)).timeline.map(({ move }) => move);
const destroyed = async (dossier: string) => (await t.pull<{ entries: readonly { operation: string }[] }>('biza', 'ledger', { dossier })).entries
  .map(({ operation }) => operation).filter((operation) => ['reportUnclaimed', 'annulCard'].includes(operation));
const afterThreeMonths = async () => {
  await t.advance({ days: 93 });
  await t.advance({ days: 1 });
};

/** Withdrawn after the delivery was planned, while the card is on its way. */
async function aWithdrawnOrder() {
  const ordered = await anOrderedCard(t);
  await planFirst(t, ordered.dossier);
  await t.call('request.withdraw', { dossier: ordered.dossier, reason: 'goes-to-counter' }, official);
  await t.idle();
  return ordered;
}

/** Referred to the counter while the card lies at the town hall. */
async function aReferredCard() {
  const received = await aReceivedCard(t);
  await t.call('request.refer', { dossier: received.dossier, reason: 'moved-away' }, official);
  await t.idle();
  return received;
}

beforeAll(async () => {
  t = await openTestHouse();
  await authoriseEverybody(t);
});
afterAll(() => t.stop());

test('a card that comes after its citizen withdrew is taken in without a move, once, and destroyed after three months', async () => {
  const { dossier, cardNumber, expectedOn } = await aWithdrawnOrder();
  await t.advance({ days: 1 });
  expect(await delivery('show', { dossier })).toMatchObject({ state: 'withdrawn', card: { expectedOn } });
  await expect(delivery('receiveCard', { dossier, cardNumber: makeCardNumber('5900000001') })).rejects.toMatchObject({ type: 'delivery.other-card' });
  const claimBefore = addMonths(today(), 3);
  expect(await delivery('receiveCard', { dossier, cardNumber })).toMatchObject({ state: 'withdrawn', card: { status: 'at-municipality', claimBefore } });
  await t.advance({ days: 2 });
  expect(await delivery('receiveCard', { dossier, cardNumber })).toMatchObject({ card: { claimBefore } });
  const before = await moves(dossier);

  await afterThreeMonths();
  expect(await delivery('show', { dossier })).toMatchObject({ state: 'withdrawn', card: { status: 'destroyed' } });
  expect(await destroyed(dossier)).toEqual(['reportUnclaimed', 'annulCard']);
  expect(await moves(dossier)).toEqual(before);
  await expect(delivery('receiveCard', { dossier, cardNumber })).rejects.toMatchObject({ type: 'delivery.card-gone', code: 409 });
});

test('the card of a dossier that was referred to the counter is destroyed after three months too, and is not warned about', async () => {
  const { dossier } = await aReferredCard();
  await afterThreeMonths();
  await t.advance({ days: 1 });
  expect(await delivery('show', { dossier })).toMatchObject({ state: 'referred-to-counter', card: { status: 'destroyed' } });
  expect(await destroyed(dossier)).toEqual(['reportUnclaimed', 'annulCard']);
  const { messages } = await t.call<{ messages: readonly { notice: string }[] }>('communication.messages', { dossier }, official);
  expect(messages.map(({ notice }) => notice)).not.toContain('unclaimed-soon');
});

test('a card that the counter handed out to its citizen is never destroyed', async () => {
  const { dossier, order } = await aReferredCard();
  await t.pull('biza', 'set-order-status', { order, status: 'activated' });
  await t.advance({ days: 1 });
  expect(await delivery('show', { dossier })).toMatchObject({ state: 'referred-to-counter', card: { status: 'activated' } });
  await afterThreeMonths();
  expect(await destroyed(dossier)).toEqual([]);
});

test('a card that the counter handed out is not destroyed either while home service has not ended', async () => {
  const { dossier, order, start } = await aReceivedCard(t);
  await goTo(t, start);
  await delivery('failAttempt', { dossier, reason: 'not-home' });
  await delivery('holdAtCounter', { dossier, reason: 'asked-by-citizen' });
  await t.pull('biza', 'set-order-status', { order, status: 'activated' });
  await afterThreeMonths();
  expect(await destroyed(dossier)).toEqual([]);
});

test('a card of an ended dossier that is lost in the post is annulled, and nobody is told', async () => {
  const { dossier, order } = await aWithdrawnOrder();
  const before = await moves(dossier);
  await t.pull('biza', 'set-order-status', { order, status: 'lost' });
  await t.advance({ days: 1 });
  expect(await delivery('show', { dossier })).toMatchObject({ state: 'withdrawn', card: { status: 'lost' } });
  expect(await destroyed(dossier)).toEqual(['annulCard']);
  expect(await moves(dossier)).toEqual(before);
});

test('when nobody takes a card in, its three months count from the day it was at the town hall for BiZa', async () => {
  const open = await anOrderedCard(t);
  const ended = await aWithdrawnOrder();
  const since = today();
  for (const { order } of [open, ended]) await t.pull('biza', 'set-order-status', { order, status: 'at-municipality' });
  await t.advance({ days: 3 });
  for (const { dossier } of [open, ended]) expect(await delivery('show', { dossier })).toMatchObject({ card: { arrivedAt: null, claimBefore: addMonths(since, 3) } });

  await afterThreeMonths();
  expect(await delivery('show', { dossier: open.dossier })).toMatchObject({ state: 'unclaimed', card: { status: 'destroyed' } });
  expect(await delivery('show', { dossier: ended.dossier })).toMatchObject({ state: 'withdrawn', card: { status: 'destroyed' } });
  for (const { dossier } of [open, ended]) expect(await destroyed(dossier)).toEqual(['reportUnclaimed', 'annulCard']);
});

test('before a card is ordered, closing, losing and offering moments say that none has been ordered', async () => {
  const { dossier } = await aScheduledVisit(t);
  for (const step of ['close', 'reportLost']) await expect(delivery(step, { dossier })).rejects.toMatchObject({ type: 'delivery.no-order', code: 409 });
  await expect(delivery('moments', { dossier, by: 'official' })).rejects.toMatchObject({ type: 'delivery.no-order', code: 409 });
});

test('a card that bpost still holds when its citizen is referred to the counter is destroyed only when it is back', async () => {
  const { dossier, start } = await aReceivedCard(t, 'bpost');
  const { reference } = await t.call<{ reference: string }>('bpost-delivery.handOver', { dossier }, official);
  await goTo(t, start);
  await t.pull('bpost', 'send', { reference, event: 'attempt-failed', reason: 'not-home' });
  await t.idle();
  await t.call('request.refer', { dossier, reason: 'moved-away' }, official);
  await afterThreeMonths();
  expect(await delivery('show', { dossier })).toMatchObject({ state: 'referred-to-counter', card: { status: 'at-municipality' } });
  expect(await destroyed(dossier)).toEqual([]);

  await t.pull('bpost', 'send', { reference, event: 'returned' });
  await t.idle();
  await t.advance({ days: 1 });
  expect(await delivery('show', { dossier })).toMatchObject({ state: 'referred-to-counter', card: { status: 'destroyed' } });
  expect(await destroyed(dossier)).toEqual(['reportUnclaimed', 'annulCard']);
});

test('an ended dossier whose new card is active has nothing to receive or to lose', async () => {
  const visit = await aReceivedCard(t);
  const { dossier, cardNumber } = visit;
  await goTo(t, visit.start);
  await chooseCodeAtTheDoor(t, visit);
  await insertNewCard(t, visit);
  await delivery('activate', { dossier });
  await delivery('close', { dossier });
  await t.idle();
  expect(await delivery('show', { dossier })).toMatchObject({ state: 'closed' });
  for (const [step, input] of [['receiveCard', { cardNumber }], ['reportLost', {}]] as const) {
    await expect(delivery(step, { dossier, ...input })).rejects.toMatchObject({ type: 'journey.move-not-possible' });
  }
});
