import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { sealedFingers } from '#connectors/biza/biza.port.ts';
import { openAsBiza } from '#connectors/sandbox-kit/biza-test-keys.ts';
import { makeCardNumber } from '#services/belgium/card-number.ts';
import { history } from '#services/journey/dossier.store.ts';
import { dossierOf } from '#services/journey/move-dossier.ts';
import { inszOf, replaceNumber } from '#services/journey/people.ts';
import { makeInsz } from '#services/belgium/insz.ts';
import { sealedEnvelopes } from '#services/vault/sealed.store.ts';
import { inGent, outboxOf } from '#tools/test-house/look-inside.ts';
import { authoriseEverybody } from '#tools/test-house/make-citizen.ts';
import { as, openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';
import { aDevice, aScheduledVisit, type ScheduledVisit } from '#tools/test-house/schedule-visit.ts';
import type { captureView } from './biometrics.contract.ts';
import { captures, orders } from './biometrics.store.ts';

type View = z.output<typeof captureView>;
interface Visit extends ScheduledVisit { readonly device: string }
interface BizaOrder { readonly dossier: string; readonly order: string; readonly cardNumber: string; readonly expectedOn: string }
type Prints = readonly (readonly [View['nextFingers'][number], number])[];

const els = as('official', 'els.peeters');
const tom = as('official', 'tom.maes');
const administrator = as('administrator');
const good: Prints = [['left-index', 90], ['right-index', 88]];
let t: TestHouse;

beforeAll(async () => {
  t = await openTestHouse();
  await authoriseEverybody(t);
});
afterAll(() => t.stop());

const reader = () => t.house.engine.store.reader('gent');
const act = (action: string, { dossier }: ScheduledVisit, input: object = {}, by = els) => t.call<View>(`biometrics.${action}`, { dossier, ...input }, by);
const show = (visit: ScheduledVisit) => act('show', visit);
const envelopesOf = ({ dossier }: ScheduledVisit) => reader().count(sealedEnvelopes, { dossier });
const fault = (port: string, operation: string, kind: string, times = 1) => t.pull(port, 'fault', { operation, kind, times, ms: 200 });
const movesOf = async ({ dossier }: ScheduledVisit) => (await reader().find(history, { dossier }, { by: [['sequence', 'asc']] })).map(({ move }) => move);

async function insertCard({ device, citizen }: Visit, overrides: object = {}): Promise<void> {
  const { cardNumber, insz, expiresOn } = citizen;
  await t.pull('devices', 'insert-card', { device, card: { cardNumber, insz, lastName: 'Persoon', firstNames: 'Test', validUntil: expiresOn, activated: true, photo: null, ...overrides } });
}

/** A visit that has begun; the citizen's card is in the reader. */
async function aVisit(overrides: Parameters<typeof aScheduledVisit>[1] = {}): Promise<Visit> {
  const visit = { ...await aScheduledVisit(t, overrides), device: await aDevice(t) };
  await insertCard(visit);
  await act('startVisit', visit, { device: visit.device });
  return visit;
}
async function anIdentifiedVisit(overrides: Parameters<typeof aScheduledVisit>[1] = {}): Promise<Visit> {
  const visit = await aVisit(overrides);
  await act('identify', visit);
  return visit;
}
async function putFingers(visit: Visit, prints: Prints, unusable: readonly string[] = []): Promise<View> {
  await act('capture', visit, { unusable });
  await t.idle();
  await t.pull('devices', 'put-fingers', { device: visit.device, fingers: prints.map(([finger, quality]) => ({ finger, quality })) });
  await t.idle();
  return show(visit);
}
async function aVerifiedVisit(overrides: Parameters<typeof aScheduledVisit>[1] = {}): Promise<Visit> {
  const visit = await anIdentifiedVisit(overrides);
  await putFingers(visit, good);
  return visit;
}
async function ordersOf({ dossier }: ScheduledVisit): Promise<BizaOrder[]> {
  return (await t.pull<{ orders: BizaOrder[] }>('biza', 'orders')).orders.filter((order) => order.dossier === dossier);
}
async function stuckOf({ dossier }: ScheduledVisit): Promise<{ item: string; name: string; failure: string }[]> {
  return (await t.call<{ exceptions: { item: string; name: string; failure: string }[] }>('exceptions.list', { dossier }, administrator)).exceptions;
}
async function replay(visit: ScheduledVisit): Promise<void> {
  await t.call('exceptions.replay', { items: (await stuckOf(visit)).map(({ item }) => item), why: 'looked-at' }, administrator);
  await t.idle();
}

test('a whole first visit: identified, captured, verified by BiZa, ordered; the device is free after it', async () => {
  const visit = await aVisit();
  expect(await show(visit)).toMatchObject({ state: 'scheduled', identity: 'unverified', registration: 'none', ordering: 'none' });
  const { view, shown } = await t.call<{ view: View; shown: object }>('biometrics.identify', { dossier: visit.dossier }, els);
  expect(shown).toEqual({ lastName: 'Persoon', firstNames: 'Test', photo: null });
  expect(view).toMatchObject({ state: 'identified', identity: 'card', nextFingers: ['left-index', 'right-index'] });
  expect(await act('capture', visit)).toMatchObject({ asked: true });
  await t.idle();
  await t.pull('devices', 'put-fingers', { device: visit.device, fingers: [{ finger: 'left-index', quality: 90 }, { finger: 'right-index', quality: 88 }] });
  await t.idle();
  expect(await show(visit)).toMatchObject({ state: 'verified', outcome: 'captured', registration: 'verified', asked: false, tries: 1, exception: null });

  const ordered = await act('order', visit, { procedure: 'urgent' });
  const [atBiza] = await ordersOf(visit);
  expect(ordered).toMatchObject({ state: 'ordered', ordering: 'ordered', order: { order: atBiza?.order, procedure: 'urgent', expectedOn: atBiza?.expectedOn } });
  const internal = { ...els, scopes: ['biometrics:internal'] };
  expect(await t.call('biometrics.orderedCard', { dossier: visit.dossier }, internal)).toEqual({
    order: atBiza?.order, cardNumber: atBiza?.cardNumber, expectedOn: atBiza?.expectedOn, procedure: 'urgent',
  });
  await t.idle();
  const { devices } = await t.call<{ devices: { device: string; visit: string | null }[] }>('device-bridge.listDevices', {}, els);
  expect(devices.find(({ device }) => device === visit.device)?.visit).toBeNull();
  const { appointments } = await t.call<{ appointments: object[] }>('appointments.ofDossier', { dossier: visit.dossier }, as('clerk'));
  expect(appointments).toMatchObject([{ purpose: 'capture', state: 'kept' }]);
  expect((await movesOf(visit)).slice(-4)).toEqual(['identify', 'capture', 'verify', 'order']);
});

describe('who and what', () => {
  test('a visit that a colleague began is not another official\'s, and nothing is changed', async () => {
    const visit = await anIdentifiedVisit();
    const before = await show(visit);
    for (const [action, input] of [['capture', {}], ['identify', {}], ['declareImpossible', { outcome: 'temporarily-impossible', reason: 'injury' }]] as const) {
      await expect(act(action, visit, input, tom)).rejects.toMatchObject({ type: 'device-bridge.not-your-visit' });
    }
    expect(await show(visit)).toEqual(before);
  });

  test('an official whom BiZa has not authorised starts no visit, and nothing is changed', async () => {
    const scheduled = await aScheduledVisit(t);
    await expect(act('startVisit', scheduled, { device: await aDevice(t) }, as('official', 'new.comer'))).rejects.toMatchObject({ type: 'authorisations.missing' });
    expect(await show(scheduled)).toMatchObject({ state: 'scheduled', visit: null });
  });

  test('no fingers are asked once BiZa has withdrawn the authorisation of the device', async () => {
    const visit = await anIdentifiedVisit();
    await t.pull('biza', 'withdraw-authorisation', { holder: 'device', reference: visit.device, act: 'capture-biometrics' });
    const before = await show(visit);
    await expect(act('capture', visit, { unusable: ['left-index'] })).rejects.toMatchObject({ type: 'authorisations.missing' });
    expect(await show(visit)).toEqual(before);
  });

  test('bpost never starts the first visit', async () => {
    const scheduled = await aScheduledVisit(t);
    const bpost = { ...as('bpost'), scopes: ['biometrics:*'] };
    await expect(act('startVisit', scheduled, { device: await aDevice(t) }, bpost)).rejects.toMatchObject({ type: 'biometrics.officials-only' });
  });

  test('no fingerprints are taken below twelve', async () => {
    const scheduled = await aScheduledVisit(t);
    const child = makeInsz('2014-12-24', 9, { testPerson: true });
    await inGent(t, (work) => replaceNumber(work, scheduled.citizen.insz, child));
    await expect(act('startVisit', scheduled, { device: await aDevice(t) })).rejects.toMatchObject({ type: 'biometrics.too-young' });
  });

  test.each([
    ['another person\'s card', 'biometrics.wrong-person', { insz: makeInsz('1990-01-01', 7, { testPerson: true }) }],
    ['another card of the same person', 'biometrics.other-card', { cardNumber: makeCardNumber('5910009999') }],
    ['an expired card', 'biometrics.card-expired', { validUntil: '2026-11-23' }],
  ])('%s does not verify the identity; another document does', async (_title, type, overrides) => {
    const visit = await aVisit();
    await insertCard(visit, overrides);
    await expect(act('identify', visit)).rejects.toMatchObject({ type });
    expect(await show(visit)).toMatchObject({ state: 'scheduled', identity: 'unverified' });
    await act('identify', visit, { document: 'passport' });
    expect(await show(visit)).toMatchObject({ state: 'identified', identity: 'other-document' });
  });

  test('nothing is captured before the identity is verified in this very visit', async () => {
    const visit = await anIdentifiedVisit();
    const { visit: session } = await show(visit);
    await t.call('device-bridge.closeVisit', { visit: session }, els);
    await act('startVisit', visit, { device: visit.device });
    await expect(act('capture', visit)).rejects.toMatchObject({ type: 'biometrics.not-identified' });
    await act('identify', visit);
    expect(await putFingers(visit, good)).toMatchObject({ state: 'verified' });
  });

  test('a screen that is loaded anew goes on where it was', async () => {
    const visit = await anIdentifiedVisit();
    await act('capture', visit);
    const before = await show(visit);
    expect(await act('startVisit', visit, { device: visit.device })).toEqual(before);
    expect(before).toMatchObject({ identity: 'card', asked: true });
  });
});

describe('fingers', () => {
  test('after three bad prints of the left index the left middle finger is asked, and what was bad is destroyed', async () => {
    const visit = await anIdentifiedVisit();
    const bad: Prints = [['left-index', 20], ['right-index', 88]];
    for (const tries of [1, 2]) {
      expect(await putFingers(visit, bad)).toMatchObject({ state: 'identified', tries, failure: 'quality-too-low', nextFingers: ['left-index', 'right-index'] });
      expect(await envelopesOf(visit)).toBe(0);
    }
    expect(await putFingers(visit, bad)).toMatchObject({ tries: 3, nextFingers: ['left-middle', 'right-index'] });
    expect(await putFingers(visit, [['left-middle', 75], ['right-index', 88]])).toMatchObject({
      state: 'verified', tries: 4, fingers: [{ finger: 'left-middle', quality: 75 }, { finger: 'right-index', quality: 88 }],
    });
  });

  test('a finger that the official names unusable is not asked, and the device is told so', async () => {
    const visit = await anIdentifiedVisit();
    await act('capture', visit, { unusable: ['right-index', 'right-middle'] });
    await t.idle();
    const { requests } = await t.pull<{ requests: object[] }>('devices', 'requests', { device: visit.device });
    expect(requests).toMatchObject([{ fingers: ['left-index', 'right-ring'], exceptions: ['right-index', 'right-middle'] }]);
  });

  test('a failure of the device uses up no try', async () => {
    const visit = await anIdentifiedVisit();
    await act('capture', visit);
    await t.idle();
    await t.pull('devices', 'put-fingers', { device: visit.device, fail: 'time-out' });
    await t.idle();
    expect(await show(visit)).toMatchObject({ asked: false, failure: 'time-out', tries: 0, nextFingers: ['left-index', 'right-index'] });
    expect(await putFingers(visit, good)).toMatchObject({ state: 'verified', failure: null });
  });

  test('when no finger is left, fingerprints are declared impossible', async () => {
    const visit = await anIdentifiedVisit();
    const all = ['left', 'right'].flatMap((hand) => ['index', 'middle', 'ring', 'little', 'thumb'].map((name) => `${hand}-${name}`));
    await expect(act('capture', visit, { unusable: all })).rejects.toMatchObject({ type: 'biometrics.no-finger-left' });
    expect(await act('declareImpossible', visit, { outcome: 'permanently-impossible', reason: 'amputation' })).toMatchObject({
      state: 'verified', outcome: 'permanently-impossible', registration: 'verified', fingers: [],
    });
    expect(await act('order', visit)).toMatchObject({ state: 'ordered' });
  });

  test('temporarily impossible: BiZa takes the order of a card for twelve months', async () => {
    const visit = await anIdentifiedVisit();
    expect(await act('declareImpossible', visit, { outcome: 'temporarily-impossible', reason: 'bandage' })).toMatchObject({ state: 'verified' });
    expect(await act('order', visit)).toMatchObject({ state: 'ordered' });
  });

  test('a bandage is not for good', async () => {
    const visit = await anIdentifiedVisit();
    const declared = act('declareImpossible', visit, { outcome: 'permanently-impossible', reason: 'bandage' });
    await expect(declared).rejects.toMatchObject({ type: 'biometrics.reason-does-not-fit', data: { issues: [{ name: 'reason' }] } });
  });

  test('prints that come when the visit was broken off are destroyed', async () => {
    const visit = await anIdentifiedVisit();
    await act('capture', visit);
    await t.idle();
    await act('missed', visit, { reason: 'unsafe' });
    await t.pull('devices', 'put-fingers', { device: visit.device, fingers: [{ finger: 'left-index', quality: 90 }, { finger: 'right-index', quality: 88 }] });
    await t.idle();
    expect(await show(visit)).toMatchObject({ state: 'visit-missed', visit: null, registration: 'none' });
    expect(await envelopesOf(visit)).toBe(0);
  });
});

test.each([['2012-01-15', 'minor'], ['2005-01-15', 'adult'], ['1945-01-15', 'elder']])('BiZa takes the order of a citizen born on %s: %s', async (birthDay) => {
  const visit = await aVerifiedVisit({ birthDay });
  expect(await act('order', visit)).toMatchObject({ state: 'ordered', exception: null });
});

describe('BiZa', () => {
  test('rejects the prints: they are taken again, and what was rejected is gone', async () => {
    const visit = await anIdentifiedVisit();
    await t.pull('biza', 'reject-next-biometrics', { times: 1 });
    expect(await putFingers(visit, good)).toMatchObject({ state: 'identified', registration: 'rejected', rejection: 'quality-insufficient', fingers: [], nextFingers: ['left-index', 'right-index'] });
    expect(await putFingers(visit, good)).toMatchObject({ state: 'verified', rejection: null });
    expect(await envelopesOf(visit)).toBe(0);
    expect((await movesOf(visit)).slice(-4)).toEqual(['capture', 'reject-biometrics', 'capture', 'verify']);
  });

  test('is down while the prints are registered: they are kept until BiZa has them, and it goes on by itself', async () => {
    const visit = await anIdentifiedVisit();
    await fault('biza', 'registerBiometrics', 'slow', 1);
    await act('capture', visit);
    await t.idle();
    await t.pull('devices', 'put-fingers', { device: visit.device, fingers: [{ finger: 'left-index', quality: 90 }, { finger: 'right-index', quality: 88 }] });
    await until(async () => (await show(visit)).registration === 'sending');
    expect(await envelopesOf(visit)).toBe(1);
    await t.idle();
    expect(await show(visit)).toMatchObject({ state: 'verified' });
    expect(await envelopesOf(visit)).toBe(0);

    const next = await anIdentifiedVisit();
    await fault('biza', 'registerBiometrics', 'down', 3);
    expect(await putFingers(next, good)).toMatchObject({ state: 'verified', exception: null });
    expect(await outboxOf(t, { dossier: next.dossier, name: 'biza.registerBiometrics' })).toMatchObject([{ state: 'done', attempts: 4 }]);
    expect(await envelopesOf(next)).toBe(0);
  });

  test.each(['registerBiometrics', 'verifyBiometrics', 'orderCard'])('answers %s too late: it happens once', async (operation) => {
    const visit = await anIdentifiedVisit();
    await fault('biza', operation, 'answers-late', 1);
    await putFingers(visit, good);
    await act('order', visit);
    await t.idle();
    expect(await show(visit)).toMatchObject({ state: 'ordered' });
    expect(await ordersOf(visit)).toHaveLength(1);
    const { entries } = await t.pull<{ entries: { operation: string }[] }>('biza', 'ledger', { dossier: visit.dossier });
    expect(entries.filter((entry) => entry.operation === operation)).toHaveLength(1);
  });

  test.each(['registerBiometrics', 'verifyBiometrics'])('refuses %s: it stands on the exception list, and a replay carries it on', async (operation) => {
    const visit = await anIdentifiedVisit();
    await fault('biza', operation, 'refuses', 1);
    expect(await putFingers(visit, good)).toMatchObject({ state: 'captured', exception: 'biza.refused' });
    expect(await stuckOf(visit)).toMatchObject([{ name: `biza.${operation}` }]);
    await replay(visit);
    expect(await show(visit)).toMatchObject({ state: 'verified', exception: null });
    expect(await envelopesOf(visit)).toBe(0);
  });

  test('refuses the order: it is not ordered twice, and a replay carries it on', async () => {
    const visit = await aVerifiedVisit();
    await fault('biza', 'orderCard', 'refuses', 1);
    expect(await act('order', visit)).toMatchObject({ state: 'verified', ordering: 'failed', exception: 'biza.refused' });
    await expect(act('order', visit)).rejects.toMatchObject({ type: 'biometrics.waits-for-a-person' });
    await replay(visit);
    expect(await show(visit)).toMatchObject({ state: 'ordered', ordering: 'ordered', exception: null });
    expect(await ordersOf(visit)).toHaveLength(1);
  });

  test('cannot find the ciphertext any more: the prints are taken again', async () => {
    const visit = await anIdentifiedVisit();
    await fault('biza', 'registerBiometrics', 'refuses', 1);
    await putFingers(visit, good);
    await inGent(t, (work) => work.remove(sealedEnvelopes, { dossier: visit.dossier }));
    await replay(visit);
    expect(await show(visit)).toMatchObject({ state: 'identified', registration: 'rejected', rejection: 'envelope-gone', exception: null });
    expect(await putFingers(visit, good)).toMatchObject({ state: 'verified' });
  });

  test('gets one order of a card, however often the official presses', async () => {
    const visit = await aVerifiedVisit();
    const answers = await Promise.allSettled([act('order', visit), act('order', visit), act('order', visit)]);
    expect(answers.some(({ status }) => status === 'fulfilled')).toBe(true);
    expect(await show(visit)).toMatchObject({ state: 'ordered' });
    expect(await ordersOf(visit)).toHaveLength(1);
    expect(await reader().count(orders, { dossier: visit.dossier })).toBe(1);
  });
});

describe('a national number that was replaced meanwhile', () => {
  const another = (() => { let serial = 500; return () => makeInsz('1958-03-14', serial += 1, { testPerson: true }); })();
  const numberOf = async ({ dossier }: ScheduledVisit) => inszOf(reader(), (await dossierOf(reader(), dossier)).person);

  test('is followed while the prints are registered', async () => {
    const visit = await anIdentifiedVisit();
    const insz = another();
    await t.pull('biza', 'replace-number', { from: visit.citizen.insz, to: insz });
    expect(await putFingers(visit, good)).toMatchObject({ state: 'verified', exception: null });
    expect(await numberOf(visit)).toBe(insz);
    expect(await envelopesOf(visit)).toBe(0);
  });

  test('is followed while the card is ordered', async () => {
    const visit = await aVerifiedVisit();
    await t.pull('biza', 'replace-number', { from: visit.citizen.insz, to: another() });
    await act('order', visit);
    await t.idle();
    expect(await show(visit)).toMatchObject({ state: 'ordered', exception: null });
    expect(await ordersOf(visit)).toHaveLength(1);
  });

  test('but is somebody else\'s here, waits for a person', async () => {
    const visit = await anIdentifiedVisit();
    const { citizen } = await aScheduledVisit(t);
    await t.pull('biza', 'replace-number', { from: visit.citizen.insz, to: citizen.insz });
    expect(await putFingers(visit, good)).toMatchObject({ state: 'captured', registration: 'failed', exception: 'person.numbers-conflict' });
    expect(await numberOf(visit)).toBe(visit.citizen.insz);
    expect(await stuckOf(visit)).toMatchObject([{ failure: 'biza.number-replaced' }]);
  });

  test('an old card bears the old number and still verifies the identity', async () => {
    const visit = await anIdentifiedVisit();
    await t.pull('biza', 'replace-number', { from: visit.citizen.insz, to: another() });
    await t.pull('biza', 'reject-next-biometrics', { times: 1 });
    expect(await putFingers(visit, good)).toMatchObject({ state: 'identified', rejection: 'quality-insufficient' });
    expect(await act('identify', visit)).toMatchObject({ view: { identity: 'card' } });
  });
});

test('a visit that was missed is over: the device is free, the moment used up, and a new visit can be planned', async () => {
  const visit = await aVisit();
  expect(await act('missed', visit, { reason: 'not-home' })).toMatchObject({ state: 'visit-missed', visit: null });
  await t.idle();
  const { appointments } = await t.call<{ appointments: object[] }>('appointments.ofDossier', { dossier: visit.dossier }, as('clerk'));
  expect(appointments).toMatchObject([{ state: 'missed' }]);
  const other = await aScheduledVisit(t);
  expect(await act('startVisit', other, { device: visit.device })).toMatchObject({ state: 'scheduled' });
  await expect(act('missed', visit, { reason: 'not-home' })).rejects.toMatchObject({ type: 'journey.move-not-possible' });
});

test('a card that was lost in the post is ordered anew without another visit, and the second one counts', async () => {
  const visit = await aVerifiedVisit();
  await act('order', visit);
  await t.idle();
  await t.call('delivery.reportLost', { dossier: visit.dossier }, els);
  await t.idle();
  expect(await show(visit)).toMatchObject({ state: 'card-lost' });
  expect(await act('order', visit)).toMatchObject({ state: 'ordered', ordering: 'ordered' });
  const [lost, second] = await ordersOf(visit);
  expect(second?.cardNumber).not.toBe(lost?.cardNumber);
  expect((await show(visit)).order?.order).toBe(second?.order);
});

test('an ordered card that nobody waits for any more is seen by a person', async () => {
  const visit = await aVerifiedVisit();
  await fault('biza', 'orderCard', 'refuses', 1);
  await act('order', visit);
  await t.call('request.refer', { dossier: visit.dossier, reason: 'citizen-asked' }, as('clerk'));
  await replay(visit);
  expect(await show(visit)).toMatchObject({ ordering: 'ordered', exception: 'biometrics.ordered-in-vain' });
});

test('neither prints nor their ciphertext are anywhere but in the vault, and there not as they came', async () => {
  const visit = await anIdentifiedVisit();
  await fault('biza', 'registerBiometrics', 'refuses', 1);
  await putFingers(visit, good);
  const kept = await reader().first(sealedEnvelopes, { dossier: visit.dossier });
  if (!kept) throw new Error('the ciphertext is not in the vault');
  const asBiza = z.instanceof(Uint8Array).parse(await openAsBiza(join(t.dataDir, 'sandboxes', 'gent'), kept.envelope));
  const { fingers } = sealedFingers.parse(JSON.parse(Buffer.from(asBiza).toString('utf8')));
  const { wrappedKey, iv, ciphertext, tag } = kept.envelope;
  const secrets = [wrappedKey, iv, ciphertext, tag, ...fingers.map(({ minutiae }) => minutiae)];

  // The raw source of what waits for a person names the envelope and holds nothing of it.
  const [waiting] = await stuckOf(visit);
  const source = await t.call<{ payload: unknown }>('exceptions.source', { item: waiting?.item, why: 'looked-at' }, administrator);
  expect(JSON.stringify(source.payload)).toContain(kept.id);
  const opened = JSON.stringify([
    source, await outboxOf(t), await reader().find(captures, {}), await reader().find(orders, {}), await reader().find(history, {}),
  ]);
  const files = readdirSync(t.dataDir).filter((name) => name.startsWith('eid.sqlite')).map((name) => readFileSync(join(t.dataDir, name), 'latin1'));
  expect(files.length).toBeGreaterThan(0);
  for (const secret of secrets) {
    expect([opened, ...files].some((text) => text.includes(secret))).toBe(false);
  }
  await replay(visit);
  expect(await envelopesOf(visit)).toBe(0);
});

/** Looks until it is so: the house works on meanwhile. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!await isSo()) await new Promise(setImmediate);
}
