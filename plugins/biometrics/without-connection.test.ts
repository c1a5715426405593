import { authoriseEverybody } from '#tools/test-house/make-citizen.ts';
import { openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';
import { firstVisitSteps, type Visit } from '#tools/test-house/first-visit.ts';
import { makeCardNumber } from '#services/belgium/card-number.ts';

let t: TestHouse;

beforeAll(async () => {
  t = await openTestHouse();
  await authoriseEverybody(t);
});
afterAll(() => t.stop());

const { act, show, envelopesOf, aVisit, anIdentifiedVisit, insertCard } = firstVisitSteps(() => t);
const fingers = [{ finger: 'left-index', quality: 90 }, { finger: 'right-index', quality: 88 }];
const connection = (is: 'gone' | 'back') => t.pull('devices', 'fault', { operation: 'fingerprints', kind: is === 'gone' ? 'down' : null });
const registrations = async ({ dossier }: Visit) => {
  const { entries } = await t.pull<{ entries: { operation: string }[] }>('biza', 'ledger', { dossier });
  return entries.filter(({ operation }) => operation === 'registerBiometrics').length;
};

/** Prepared at the town hall; at the door the network is gone for an hour, and the fingers are taken meanwhile. */
async function takenWithoutConnection(visit: Visit): Promise<Visit> {
  await act('capture', visit, { start: 'at-the-door' });
  await t.idle();
  await connection('gone');
  await t.pull('devices', 'begin', { device: visit.device });
  await t.pull('devices', 'put-fingers', { device: visit.device, fingers });
  await t.advance({ minutes: 60 });
  expect(await show(visit)).toMatchObject({ asked: true, held: false, registration: 'none' });
  await connection('back');
  await t.pull('devices', 'flush');
  await t.idle();
  return visit;
}

test('fingers that were taken while the network was gone for an hour go to BiZa once, when it is back', async () => {
  const visit = await takenWithoutConnection(await anIdentifiedVisit());
  expect(await show(visit)).toMatchObject({ state: 'verified', outcome: 'captured', tries: 1 });
  expect(await registrations(visit)).toBe(1);
  expect(await envelopesOf(visit)).toBe(0);
});

test.each<[string, () => Promise<Visit>, number, object]>([
  ['are held where nobody was identified yet', aVisit, 1, { state: 'scheduled', held: true, failure: null, asked: false }],
  ['go to BiZa where the identity was verified', anIdentifiedVisit, 0, { state: 'verified', outcome: 'captured', tries: 1, failure: null }],
])('fingers that were taken for a request of which nobody ever heard that it had arrived %s', async (_title, begun, kept, shown) => {
  const visit = await begun();
  const devices = (operation: string, kind: string | null) => t.pull('devices', 'fault', { operation, kind });
  await devices('requestFingerprints', 'answers-late');
  await connection('gone');
  await devices('progress', 'down');
  await act('capture', visit, { start: 'at-the-door' });
  await t.idle();
  expect(await show(visit)).toMatchObject({ asked: false, failure: 'devices.no-answer' });
  await t.pull('devices', 'begin', { device: visit.device });
  await t.pull('devices', 'put-fingers', { device: visit.device, fingers });
  await t.advance({ minutes: 60 });
  for (const operation of ['requestFingerprints', 'progress']) await devices(operation, null);
  await connection('back');
  await t.pull('devices', 'flush');
  await t.idle();
  expect(await show(visit)).toMatchObject(shown);
  expect(await envelopesOf(visit)).toBe(kept);
});

test('when nobody was identified before the network went, the prints are held, and go to BiZa once the official records whom it was', async () => {
  const visit = await takenWithoutConnection(await aVisit());
  expect(await show(visit)).toMatchObject({ state: 'scheduled', identity: 'unverified', held: true, registration: 'none' });
  expect(await registrations(visit)).toBe(0);
  expect(await envelopesOf(visit)).toBe(1);
  await act('identify', visit, { document: 'passport' });
  await t.idle();
  expect(await show(visit)).toMatchObject({ state: 'verified', identity: 'other-document', held: false });
  expect(await registrations(visit)).toBe(1);
  expect(await envelopesOf(visit)).toBe(0);
});

test('held prints stay held while the card in the reader is not the right one', async () => {
  const visit = await takenWithoutConnection(await aVisit());
  await insertCard(visit, { cardNumber: makeCardNumber('5910009999') });
  await expect(act('identify', visit)).rejects.toMatchObject({ type: 'device-bridge.other-card' });
  expect(await show(visit)).toMatchObject({ state: 'scheduled', held: true });
  expect(await registrations(visit)).toBe(0);
});

test.each<[string, (visit: Visit) => Promise<unknown>]>([
  ['is missed', (visit) => act('missed', visit, { reason: 'not-home' })],
  ['is over without a verified identity', () => t.advance({ hours: 2 })],
  ['goes on with other prints', (visit) => act('capture', visit, { start: 'at-the-door' })],
])('held prints are destroyed when the visit %s', async (_title, end) => {
  const visit = await takenWithoutConnection(await aVisit());
  await end(visit);
  await t.idle();
  expect(await show(visit)).toMatchObject({ state: expect.stringMatching(/scheduled|visit-missed/), held: false, fingers: [] });
  expect(await envelopesOf(visit)).toBe(0);
  expect(await registrations(visit)).toBe(0);
});

test('prints that come after the session are destroyed, and nobody counts them as a try', async () => {
  const visit = await anIdentifiedVisit();
  await act('capture', visit, { start: 'at-the-door' });
  await t.idle();
  await connection('gone');
  await t.pull('devices', 'begin', { device: visit.device });
  await t.pull('devices', 'put-fingers', { device: visit.device, fingers });
  await t.advance({ hours: 3 });
  await connection('back');
  await t.pull('devices', 'flush');
  await t.idle();
  expect(await show(visit)).toMatchObject({ state: 'identified', tries: 0, registration: 'none' });
  expect(await envelopesOf(visit)).toBe(0);
});

test('of two captures, the earlier of which comes an hour late, the later one counts', async () => {
  const visit = await anIdentifiedVisit();
  await act('capture', visit);
  await t.idle();
  await connection('gone');
  await t.pull('devices', 'put-fingers', { device: visit.device, fingers });
  await t.advance({ minutes: 60 });
  await act('capture', visit);
  await connection('back');
  await t.pull('devices', 'flush');
  await t.idle();
  expect(await show(visit)).toMatchObject({ state: 'identified', asked: true, tries: 0 });
  expect(await envelopesOf(visit)).toBe(0);
  await t.pull('devices', 'put-fingers', { device: visit.device, fingers });
  await t.idle();
  expect(await show(visit)).toMatchObject({ state: 'verified', tries: 1 });
  expect(await registrations(visit)).toBe(1);
});
