import { dayOf } from '#services/belgium/brussels-time.ts';
import { addDays } from '#services/belgium/day.ts';
import { aCitizen, authoriseEverybody } from '#tools/test-house/make-citizen.ts';
import { as, openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';

interface Shown { notice: string; state: string }
interface Slot { start: number; end: number }

let t: TestHouse;
beforeAll(async () => {
  t = await openTestHouse();
  await authoriseEverybody(t);
});
afterAll(() => t.stop());

const clerk = as('clerk');
const aDossier = async () => {
  const citizen = await aCitizen(t, { expiresOn: addDays(dayOf(t.house.engine.clock.now('gent')), 60) });
  return (await t.call<{ dossier: string }>('request.openFor', { insz: citizen.insz, why: 'citizen-called' }, clerk)).dossier;
};
const noticesOf = async (dossier: string) => (await t.call<{ messages: Shown[] }>('communication.messages', { dossier }, clerk)).messages.map(({ notice }) => notice);
const slotsOf = async (dossier: string, ground: string) => (await t.call<{ slots: Slot[] }>('appointments.offer', { dossier, purpose: 'capture', ground }, clerk)).slots;
const aVisit = async () => {
  const dossier = await aDossier();
  const [slot, other] = await slotsOf(dossier, 'reduced-mobility');
  if (!slot || !other) throw new Error('no moment is free');
  await t.call('request.submit', { dossier, ground: 'reduced-mobility', start: slot.start, declaredBy: 'clerk' }, clerk);
  await t.idle();
  return { dossier, slot, other };
};
const moveTo = (dossier: string, start: number) => t.call('request.changeMoment', { dossier, purpose: 'capture', start }, clerk).then(() => t.idle());

test('a visit that is confirmed and moved away, back and away again is told each time', async () => {
  const { dossier, slot, other } = await aVisit();
  for (const { start } of [other, slot, other]) await moveTo(dossier, start);
  expect(await noticesOf(dossier)).toEqual(['visit-confirmed', 'visit-moved', 'visit-moved', 'visit-moved']);
});

test('a cancelled visit is told once, with its moment', async () => {
  const { dossier } = await aVisit();
  await t.call('appointments.cancel', { dossier, purpose: 'capture', reason: 'official-on-leave' }, clerk);
  await t.idle();
  expect(await noticesOf(dossier)).toEqual(['visit-confirmed', 'visit-cancelled']);
});

test('who withdraws is told that, and not besides that the visit is cancelled', async () => {
  const { dossier } = await aVisit();
  await t.call('request.withdraw', { dossier }, clerk);
  await t.idle();
  expect(await noticesOf(dossier)).toEqual(['visit-confirmed', 'withdrawn']);
});

test('who is referred to the counter is told that, and not besides that the visit is cancelled', async () => {
  const { dossier } = await aVisit();
  await t.call('request.refer', { dossier, reason: 'bed-ridden' }, clerk);
  await t.idle();
  expect(await noticesOf(dossier)).toEqual(['visit-confirmed', 'referred-to-counter']);
});

test.each([['not-home', 'visit-missed'], ['official-ill', 'moment-lost']])('a visit that did not take place (%s) is told as %s', async (reason, notice) => {
  const { dossier, slot } = await aVisit();
  await t.advance({ minutes: Math.max(0, Math.ceil((slot.start - t.house.engine.clock.now('gent')) / 60_000)) });
  await t.call('biometrics.missed', { dossier, reason }, as('official'));
  await t.idle();
  expect(await noticesOf(dossier)).toEqual(['visit-confirmed', notice]);
});

test('a transfer is asked with what is needed to make it; when it does not come the citizen is told, once', async () => {
  const dossier = await aDossier();
  const [slot] = (await slotsOf(dossier, 'limited-availability')).filter(({ start }) => start > t.house.engine.clock.now('gent') + 10 * 24 * 3_600_000);
  await t.call('request.submit', { dossier, ground: 'limited-availability', start: slot?.start, declaredBy: 'clerk', method: 'transfer', returnUrl: 'https://example.org/back' }, clerk);
  await t.idle();
  expect(await noticesOf(dossier)).toEqual(['payment-requested']);
  const { messages: [asked] } = await t.pull<{ messages: { body: string }[] }>('messaging', 'messages', { dossier });
  expect(asked?.body).toMatch(/€.25,00.*BE\d\d \d{4}.*\+\+\+\d{3}\/\d{4}\/\d{5}\+\+\+/su);
  await t.advance({ days: 7 });
  expect(await noticesOf(dossier)).toEqual(['payment-requested', 'payment-expired']);
});
