import { as, openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';
import { authoriseEverybody } from '#tools/test-house/make-citizen.ts';
import { device, goTo, insertOldCard } from '#tools/test-house/order-card.ts';
import { aScheduledVisit } from '#tools/test-house/schedule-visit.ts';
import { aReceivedCard, callDelivery } from '#tools/test-house/second-visit.ts';

/** Visits of which nobody said whether they were held. */

const [hour, els, clerk] = [3_600_000, as('official', 'els.peeters'), as('clerk', 'an.claes')];
let t: TestHouse;
beforeEach(async () => {
  t = await openTestHouse();
  await authoriseEverybody(t);
});
afterEach(() => t.stop());

const overdue = async () => (await t.call<{ visits: { dossier: string; purpose: string }[] }>('appointments.overdue', {}, clerk)).visits.map(({ dossier, purpose }) => [dossier, purpose]);
const endOf = async (dossier: string) => (await t.call<{ appointments: { end: number }[] }>('appointments.ofDossier', { dossier }, clerk)).appointments.at(-1)?.end ?? 0;

test('a first visit is asked about an hour after its end, until somebody says that it was missed', async () => {
  const { dossier } = await aScheduledVisit(t);
  const end = await endOf(dossier);
  await goTo(t, end + hour / 2);
  expect(await overdue()).toEqual([]);
  await goTo(t, end + hour + 60_000);
  expect(await overdue()).toEqual([[dossier, 'capture']]);
  await t.call('biometrics.missed', { dossier, reason: 'not-home' }, els);
  await t.idle();
  expect(await overdue()).toEqual([]);
});

test('a first visit that was begun and left is asked about too; one whose prints are taken is not', async () => {
  const { dossier, citizen } = await aScheduledVisit(t);
  await goTo(t, await endOf(dossier));
  await insertOldCard(t, citizen);
  await t.call('biometrics.startVisit', { dossier, device }, els);
  await t.call('biometrics.identify', { dossier }, els);
  await t.advance({ minutes: 70 });
  expect(await overdue()).toEqual([[dossier, 'capture']]);
  await t.call('biometrics.declareImpossible', { dossier, outcome: 'temporarily-impossible', reason: 'bandage' }, els);
  await t.idle();
  expect(await overdue()).toEqual([]);
});

test('a second visit of the official is asked about, until it was moved', async () => {
  const { dossier } = await aReceivedCard(t);
  await goTo(t, await endOf(dossier) + hour + 60_000);
  expect(await overdue()).toEqual([[dossier, 'delivery']]);
  const { moments } = await t.call<{ moments: { start: number }[] }>('delivery.moments', { dossier, by: 'official' }, clerk);
  await callDelivery(t, 'plan', { dossier, by: 'official', start: moments[0]?.start }, clerk);
  await t.idle();
  expect(await overdue()).toEqual([]);
});

test('what bpost brings is no visit of an official', async () => {
  const { dossier, start } = await aReceivedCard(t, 'bpost');
  await goTo(t, start + 5 * hour);
  expect(await overdue()).toEqual([]);
  expect((await callDelivery(t, 'show', { dossier }, clerk)).by).toBe('bpost');
});
