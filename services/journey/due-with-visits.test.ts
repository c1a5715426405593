import { authoriseEverybody } from '#tools/test-house/make-citizen.ts';
import { as, openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';
import { anOrderedCard } from '#tools/test-house/order-card.ts';
import { aScheduledVisit } from '#tools/test-house/schedule-visit.ts';
import { planFirst } from '#tools/test-house/second-visit.ts';

let t: TestHouse;
beforeAll(async () => {
  t = await openTestHouse();
  await authoriseEverybody(t);
});
afterAll(() => t.stop());

const els = as('official', 'els.peeters');
const dueOf = async (dossier: string) => (await t.call<{ dueAt: number | null }>('journey.show', { dossier }, els)).dueAt;
const visitOf = async (dossier: string) => (await t.call<{ appointments: { start: number; end: number }[] }>('appointments.ofDossier', { dossier }, els)).appointments[0];

test('a first visit is due when it ends, also after it was moved', async () => {
  const { dossier } = await aScheduledVisit(t);
  const before = await visitOf(dossier);
  expect(await dueOf(dossier)).toBe(before?.end);
  const { slots } = await t.call<{ slots: { start: number }[] }>('appointments.offer', { dossier, purpose: 'capture' }, els);
  await t.call('appointments.move', { dossier, purpose: 'capture', start: slots[5]?.start }, els);
  const after = await visitOf(dossier);
  expect(after?.end).not.toBe(before?.end);
  expect(await dueOf(dossier)).toBe(after?.end);
});

test('a visit that is agreed anew after one was cancelled is due when it ends', async () => {
  const { dossier } = await aScheduledVisit(t);
  await t.call('appointments.cancel', { dossier, purpose: 'capture', reason: 'official-absent' }, els);
  const { slots } = await t.call<{ slots: { start: number }[] }>('appointments.offer', { dossier, purpose: 'capture' }, els);
  const { appointment, end } = await t.call<{ appointment: string; end: number }>('appointments.hold', { dossier, purpose: 'capture', start: slots[9]?.start }, els);
  await t.call('appointments.confirm', { appointment }, els);
  expect(await dueOf(dossier)).toBe(end);
});

test('a card is due when the visit ends that brings it', async () => {
  const { dossier } = await anOrderedCard(t);
  await planFirst(t, dossier);
  const { end } = await t.call<{ end: number }>('delivery.show', { dossier }, els);
  expect(await dueOf(dossier)).toBe(end);
});

test('what has ended is due no more', async () => {
  const { dossier } = await aScheduledVisit(t);
  await t.call('request.withdraw', { dossier }, els);
  expect(await dueOf(dossier)).toBeNull();
});
