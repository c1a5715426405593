import { dayOf } from '#services/belgium/brussels-time.ts';
import { addDays } from '#services/belgium/day.ts';
import { sealedEnvelopes } from '#services/vault/sealed.store.ts';
import { aCitizen, authoriseEverybody } from '#tools/test-house/make-citizen.ts';
import { openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';
import { anOrderedCard, device, goTo, insertNewCard, insertOldCard } from '#tools/test-house/order-card.ts';
import { aReceivedCard, callDelivery, chooseCodeAtTheDoor, dossierOf, momentsOf, official, planFirst } from '#tools/test-house/second-visit.ts';

let t: TestHouse;
const delivery = (action: string, input: object, who = official) => callDelivery(t, action, input, who);

beforeAll(async () => {
  t = await openTestHouse();
  await authoriseEverybody(t);
});
afterAll(() => t.stop());

async function atTheDoor() {
  const received = await aReceivedCard(t);
  await goTo(t, received.start);
  return received;
}

test('no delivery is offered before the card can be there, and none is planned', async () => {
  const { dossier, expectedOn } = await anOrderedCard(t);
  const { notBefore, moments } = await momentsOf(t, dossier);
  expect(notBefore).toBe(addDays(expectedOn, 1));
  expect(moments.length).toBeGreaterThan(0);
  expect(moments.every(({ start }) => dayOf(start) >= notBefore)).toBe(true);
  await expect(delivery('plan', { dossier, by: 'official', start: (moments[0]?.start ?? 0) - 7 * 86_400_000 })).rejects.toMatchObject({ type: 'delivery.too-early' });
});

test('a moment that is planned twice is planned once, and one that is moved in the calendar itself is moved', async () => {
  const { dossier } = await anOrderedCard(t);
  const first = await planFirst(t, dossier);
  await delivery('plan', { dossier, by: 'official', start: first });
  expect((await dossierOf(t, dossier)).timeline.filter(({ move }) => move === 'plan-delivery')).toHaveLength(1);
  const start = (await momentsOf(t, dossier)).moments[3]?.start ?? 0;
  await t.call('appointments.move', { dossier, purpose: 'delivery', start }, official);
  await t.idle();
  expect(await delivery('show', { dossier })).toMatchObject({ start });
});

test('a card of someone else identifies nobody, and without a chosen code nothing is activated', async () => {
  const { dossier, citizen } = await atTheDoor();
  await insertOldCard(t, await aCitizen(t, { expiresOn: '2036-01-01' }));
  await delivery('startVisit', { dossier, device });
  await expect(delivery('identify', { dossier })).rejects.toMatchObject({ type: 'device-bridge.other-card' });
  expect(await delivery('show', { dossier })).toMatchObject({ state: 'card-ready', identity: 'unverified' });
  await insertOldCard(t, citizen);
  await delivery('identify', { dossier });
  await expect(delivery('activate', { dossier })).rejects.toMatchObject({ type: 'delivery.code-missing' });
  await delivery('failAttempt', { dossier, reason: 'refused' });
  await t.idle();
});

test('the citizen is asked for a code in his or her own language, and in that of the municipality when the CRM is down', async () => {
  const { dossier, citizen } = await atTheDoor();
  await insertOldCard(t, citizen);
  await delivery('startVisit', { dossier, device });
  await delivery('identify', { dossier });
  await t.pull('crm', 'fault', { operation: 'citizen', kind: 'down' });
  await delivery('chooseCode', { dossier });
  await t.pull('crm', 'fault', { operation: 'citizen', kind: null });
  await t.idle();
  expect(await t.pull('devices', 'requests', { device })).toMatchObject({ requests: [{ kind: 'code', language: 'nl' }] });
  await delivery('failAttempt', { dossier, reason: 'refused' });
  await t.idle();
});

test('a code that is prepared before the visit is chosen at the door without a connection, and counts once the identity is verified', async () => {
  const visit = await atTheDoor();
  const { dossier, citizen } = visit;
  await insertOldCard(t, citizen);
  await delivery('startVisit', { dossier, device });
  await expect(delivery('chooseCode', { dossier })).rejects.toMatchObject({ type: 'journey.move-not-possible' });
  await delivery('chooseCode', { dossier, start: 'at-the-door' });
  await t.idle();
  await t.pull('devices', 'fault', { operation: 'code', kind: 'down' });
  await t.pull('devices', 'begin', { device });
  await t.pull('devices', 'choose-code', { device, code: '8642' });
  await t.advance({ minutes: 60 });
  await t.pull('devices', 'fault', { operation: 'code', kind: null });
  await t.pull('devices', 'flush');
  await t.idle();
  expect(await delivery('show', { dossier })).toMatchObject({ state: 'card-ready', code: 'chosen', identity: 'unverified' });
  await expect(delivery('activate', { dossier })).rejects.toMatchObject({ type: 'journey.move-not-possible' });
  await delivery('identify', { dossier });
  await insertNewCard(t, visit);
  expect(await delivery('activate', { dossier })).toMatchObject({ state: 'code-registered' });
  await t.idle();
  expect(await t.house.engine.store.reader('gent').count(sealedEnvelopes, { dossier })).toBe(0);
});

test('a code that was chosen for a request of which nobody ever heard that it had arrived counts', async () => {
  const { dossier, citizen } = await atTheDoor();
  await insertOldCard(t, citizen);
  await delivery('startVisit', { dossier, device });
  await delivery('identify', { dossier });
  for (const [operation, kind] of [['requestCode', 'answers-late'], ['progress', 'down']]) await t.pull('devices', 'fault', { operation, kind });
  await delivery('chooseCode', { dossier, start: 'at-the-door' });
  await t.idle();
  expect(await delivery('show', { dossier })).toMatchObject({ code: 'failed' });
  await t.pull('devices', 'begin', { device });
  await t.pull('devices', 'choose-code', { device, code: '8642' });
  for (const operation of ['requestCode', 'progress']) await t.pull('devices', 'fault', { operation, kind: null });
  await t.pull('devices', 'flush');
  await t.idle();
  expect(await delivery('show', { dossier })).toMatchObject({ code: 'chosen' });
  expect(await t.house.engine.store.reader('gent').count(sealedEnvelopes, { dossier })).toBe(1);
  await delivery('failAttempt', { dossier, reason: 'refused' });
  await t.idle();
});

test('no code is asked once BiZa has withdrawn the authorisation of the device, and it may be asked when it is given again', async () => {
  const { dossier, citizen } = await atTheDoor();
  await insertOldCard(t, citizen);
  await delivery('startVisit', { dossier, device });
  await delivery('identify', { dossier });
  const authorisation = { holder: 'device', reference: device, act: 'activate-card' };
  await t.pull('biza', 'withdraw-authorisation', authorisation);
  await expect(delivery('chooseCode', { dossier })).rejects.toMatchObject({ type: 'device-bridge.authorisation-ended' });
  expect(await delivery('show', { dossier })).toMatchObject({ code: 'none' });
  await t.pull('biza', 'put-authorisation', { ...authorisation, validFrom: '2026-01-01', validUntil: '2029-01-01' });
  expect(await delivery('chooseCode', { dossier })).toMatchObject({ code: 'requested' });
  await delivery('failAttempt', { dossier, reason: 'refused' });
  await t.idle();
});

test('only the ordered card is received', async () => {
  const { dossier, citizen, cardNumber } = await anOrderedCard(t);
  await planFirst(t, dossier);
  await expect(delivery('receiveCard', { dossier, cardNumber: citizen.cardNumber })).rejects.toMatchObject({ type: 'delivery.other-card' });
  expect(await delivery('receiveCard', { dossier, cardNumber })).toMatchObject({ state: 'card-ready', card: { status: 'at-municipality' } });
});

test('the official identifies, lets the code be chosen, activates and closes, and everything is closed everywhere', async () => {
  const visit = await atTheDoor();
  const { dossier, citizen, order } = visit;
  expect(await chooseCodeAtTheDoor(t, visit)).toMatchObject({ state: 'handing-over', identity: 'verified', oldCard: 'taken-in', code: 'chosen', activation: 'none' });

  await insertNewCard(t, visit);
  expect(await delivery('activate', { dossier })).toMatchObject({ state: 'code-registered', activation: 'active' });
  await t.idle();
  // The device is free, the visit took place, and nothing of the code stays here.
  const { devices } = await t.call<{ devices: readonly { visit: string | null }[] }>('device-bridge.listDevices', {}, official);
  expect(devices.map((one) => one.visit)).toEqual([null]);
  const { appointments } = await t.call<{ appointments: readonly { purpose: string; state: string }[] }>('appointments.ofDossier', { dossier }, official);
  expect(appointments.filter(({ purpose }) => purpose === 'delivery').map(({ state }) => state)).toEqual(['kept']);
  expect(await t.house.engine.store.reader('gent').count(sealedEnvelopes, { dossier })).toBe(0);

  expect(await delivery('close', { dossier })).toMatchObject({ closing: { biza: true, eidTool: true } });
  await t.idle();
  expect(await delivery('show', { dossier })).toMatchObject({ state: 'closed', closing: { biza: true, eidTool: true, crm: true } });

  const { renewals } = await t.pull<{ renewals: readonly { order: string }[] }>('biza', 'closed-renewals');
  expect(renewals.map((renewal) => renewal.order)).toContain(order);
  const { cards } = await t.pull<{ cards: readonly { insz: string; cardNumber: string }[] }>('eid-tool', 'cards');
  expect(cards.filter(({ insz }) => insz === citizen.insz).map(({ cardNumber }) => cardNumber)).toContain(visit.cardNumber);
  const { entries } = await t.pull<{ entries: readonly { operation: string; times: number }[] }>('biza', 'ledger', { dossier });
  const asked = entries.map(({ operation }) => operation);
  for (const once of ['openActivation', 'confirmActivation', 'registerCode', 'annulCard', 'closeRenewal']) expect(asked.filter((operation) => operation === once)).toHaveLength(1);
});

test('a code that is chosen again replaces the first, and a visit that fails destroys it', async () => {
  const visit = await atTheDoor();
  const { dossier } = visit;
  await chooseCodeAtTheDoor(t, visit);
  await delivery('chooseCode', { dossier });
  await t.idle();
  await t.pull('devices', 'choose-code', { device, code: '1357' });
  await t.idle();
  const sealed = () => t.house.engine.store.reader('gent').count(sealedEnvelopes, { dossier, purpose: 'code' });
  expect(await sealed()).toBe(1);
  expect(await delivery('failAttempt', { dossier, reason: 'reader-broken' })).toMatchObject({ state: 'delivery-failed', attempts: 1, start: null });
  await t.idle();
  expect(await sealed()).toBe(0);
});

test('after as many failed attempts as the municipality allows, the card waits at the counter', async () => {
  const { dossier } = await atTheDoor();
  await delivery('failAttempt', { dossier, reason: 'not-home' });
  await t.idle();
  const start = await planFirst(t, dossier);
  await goTo(t, start);
  expect(await delivery('failAttempt', { dossier, reason: 'not-home' })).toMatchObject({ state: 'undeliverable', attempts: 2, start: null });
});

test('the wrong card in the reader is not activated, and the right one is afterwards', async () => {
  const visit = await atTheDoor();
  const { dossier } = visit;
  await chooseCodeAtTheDoor(t, visit);
  await expect(delivery('activate', { dossier })).rejects.toMatchObject({ type: 'device-bridge.wrong-card' });
  expect(await delivery('show', { dossier })).toMatchObject({ state: 'handing-over', activation: 'failed' });
  await insertNewCard(t, visit);
  expect(await delivery('activate', { dossier })).toMatchObject({ state: 'code-registered', activation: 'active' });
  await t.idle();
});

test('a tablet that is loaded anew goes on where it was', async () => {
  const visit = await atTheDoor();
  const { dossier } = visit;
  const before = await chooseCodeAtTheDoor(t, visit);
  expect(await delivery('startVisit', { dossier, device })).toEqual(before);
  expect(await delivery('identify', { dossier })).toEqual(before);
  await insertNewCard(t, visit);
  await delivery('activate', { dossier });
  await t.idle();
  expect(await delivery('activate', { dossier })).toMatchObject({ state: 'code-registered' });
  const { entries } = await t.pull<{ entries: readonly { operation: string; times: number }[] }>('biza', 'ledger', { dossier });
  expect(entries.filter(({ operation }) => operation === 'confirmActivation')).toHaveLength(1);
});
