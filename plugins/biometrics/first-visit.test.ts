import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { sealedFingers } from '#connectors/biza/biza.port.ts';
import { openAsBiza } from '#connectors/sandbox-kit/biza-test-keys.ts';
import { makeCardNumber } from '#services/belgium/card-number.ts';
import { history } from '#services/journey/dossier.store.ts';
import { replaceNumber } from '#services/journey/people.ts';
import { makeInsz } from '#services/belgium/insz.ts';
import { sealedEnvelopes } from '#services/vault/sealed.store.ts';
import { callWithKey, inGent, keptAnswersOf, outboxOf } from '#tools/test-house/look-inside.ts';
import { authoriseEverybody } from '#tools/test-house/make-citizen.ts';
import { as, openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';
import { aDevice, aScheduledVisit } from '#tools/test-house/schedule-visit.ts';
import { administrator, els, firstVisitSteps, good, type Prints } from '#tools/test-house/first-visit.ts';
import { captures, orders } from './biometrics.store.ts';
import type { captureView } from './biometrics.contract.ts';

type View = z.output<typeof captureView>;
const tom = as('official', 'tom.maes');
let t: TestHouse;

beforeAll(async () => {
  t = await openTestHouse();
  await authoriseEverybody(t);
});
afterAll(() => t.stop());

const { reader, act, show, envelopesOf, fault, movesOf, insertCard, aVisit, anIdentifiedVisit, putFingers, ordersOf, stuckOf, replay } = firstVisitSteps(() => t);

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

test('what the card says is kept nowhere, also not for who asks again with the same key: the card is read again', async () => {
  const visit = await aVisit();
  await insertCard(visit, { photo: 'AAAA' });
  for (let asked = 0; asked < 2; asked += 1) {
    expect(await callWithKey(t, 'device-bridge.readIdentity', { visit: (await show(visit)).visit }, els)).toMatchObject({ photo: 'AAAA' });
    expect(await callWithKey(t, 'biometrics.identify', { dossier: visit.dossier }, els)).toMatchObject({ shown: { photo: 'AAAA' } });
  }
  await callWithKey(t, 'biometrics.capture', { dossier: visit.dossier }, els);
  expect((await keptAnswersOf(t)).map(({ action }) => action)).toEqual(['biometrics.capture']);
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
    await expect(act('capture', visit, { unusable: ['left-index'] })).rejects.toMatchObject({ type: 'device-bridge.authorisation-ended' });
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
    ['the right card with another person\'s number', 'biometrics.wrong-person', { insz: makeInsz('1990-01-01', 7, { testPerson: true }) }],
    ['any other card', 'device-bridge.other-card', { cardNumber: makeCardNumber('5910009999') }],
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
    await act('capture', visit);
    await t.idle();
    for (const asked of [true, true, false]) {
      await t.pull('devices', 'put-fingers', { device: visit.device, fingers: bad.map(([finger, quality]) => ({ finger, quality })) });
      await t.idle();
      expect(await show(visit)).toMatchObject({ state: 'identified', asked });
    }
    expect(await show(visit)).toMatchObject({ failure: 'quality-too-low', tries: 3, nextFingers: ['left-middle', 'right-index'] });
    expect(await envelopesOf(visit)).toBe(0);
    expect(await putFingers(visit, [['left-middle', 75], ['right-index', 88]])).toMatchObject({
      state: 'verified', tries: 4, fingers: [{ finger: 'left-middle', quality: 75 }, { finger: 'right-index', quality: 88 }],
    });
  });

  test('a device that does not look at the quality is not believed: what is bad is destroyed, counts as a try, and leaves the device fewer', async () => {
    const visit = await anIdentifiedVisit();
    for (const tries of [3, 2]) {
      await act('capture', visit);
      await t.idle();
      expect(await t.pull('devices', 'requests', { device: visit.device })).toMatchObject({ requests: [{ tries, leastQuality: 60 }] });
      await t.pull('devices', 'put-fingers', { device: visit.device, careless: true, fingers: [{ finger: 'left-index', quality: 20 }, { finger: 'right-index', quality: 88 }] });
      await t.idle();
      expect(await envelopesOf(visit)).toBe(0);
    }
    expect(await show(visit)).toMatchObject({ tries: 2, failure: 'quality-too-low', nextFingers: ['left-index', 'right-index'] });
  });

  test('when every finger of a hand is too poor the other hand alone is asked', async () => {
    const visit = await anIdentifiedVisit();
    for (const finger of ['left-index', 'left-middle', 'left-ring', 'left-little', 'left-thumb'] as const) {
      await act('capture', visit);
      await t.idle();
      for (const quality of [10, 30, 20]) await t.pull('devices', 'put-fingers', { device: visit.device, fingers: [{ finger, quality }, { finger: 'right-index', quality: 88 }] });
      await t.idle();
    }
    expect(await show(visit)).toMatchObject({ tries: 15, nextFingers: ['right-index'] });
    expect(await putFingers(visit, [['right-index', 88]])).toMatchObject({ state: 'verified' });
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

test('somebody else at the door is a reason of its own, in the history and for whoever follows', async () => {
  const visit = await aVisit();
  await act('missed', visit, { reason: 'other-person' });
  const { timeline } = await t.call<{ timeline: { move: string; reason: string | null }[] }>('journey.show', { dossier: visit.dossier }, as('official'));
  expect(timeline.at(-1)).toMatchObject({ move: 'miss-visit', reason: 'other-person' });
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

test('neither prints nor their ciphertext are anywhere but in the vault, and there not as they came', async () => {
  const visit = await anIdentifiedVisit();
  await fault('biza', 'registerBiometrics', 'refuses', 1);
  await putFingers(visit, good);
  const kept = await reader().first(sealedEnvelopes, { dossier: visit.dossier });
  if (!kept) throw new Error('the ciphertext is not in the vault');
  const asBiza = z.instanceof(Uint8Array).parse(await openAsBiza(join(t.dataDir, 'sandboxes', 'gent'), kept.envelope));
  const { fingers } = sealedFingers.parse(JSON.parse(Buffer.from(asBiza).toString('utf8')));
  const { wrappedKey, iv, ciphertext, tag } = kept.envelope;
  const secrets = [wrappedKey, iv, ciphertext, tag, ...fingers.map(({ imageRecord }) => imageRecord)];

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
