import type { z } from 'zod';
import { devices } from '#connectors/devices/devices.port.ts';
import type { EventPayload } from '#services/kernel/registry.ts';
import { sealedEnvelopes } from '#services/vault/sealed.store.ts';
import { authoriseEverybody } from '#tools/test-house/make-citizen.ts';
import { as, openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';
import { aDevice, aScheduledVisit } from '#tools/test-house/schedule-visit.ts';
import { tellHouse } from '#tools/test-house/tell-house.ts';
import type { deviceBridge } from './device-bridge.contract.ts';
import { requests, visits } from './device-bridge.store.ts';

type Shown = z.output<(typeof deviceBridge)['actions']['showVisit']['output']>;
type Captured = EventPayload<'device-bridge.fingerprintsCaptured'>;
interface Opened { readonly visit: string; readonly expiresAt: number }

const els = as('official', 'els.peeters');
const tom = as('official', 'tom.maes');
const elsHerself = { holder: 'official', reference: 'els.peeters' };
const bothIndexes = ['left-index', 'right-index'];
const good: Captured['fingers'] = [{ finger: 'left-index', quality: 90 }, { finger: 'right-index', quality: 88 }];
const ciphertext = { keyId: 'biza-1', wrappedKey: 'AAAA', iv: 'AAAA', ciphertext: 'AAAA', tag: 'AAAA' };
let t: TestHouse;

beforeAll(async () => {
  t = await openTestHouse();
  await authoriseEverybody(t);
});
afterAll(() => t.stop());

const open = (dossier: string, device: string, overrides: object = {}, by = els) =>
  t.call<Opened>('device-bridge.openVisit', { dossier, device, purpose: 'capture', person: elsHerself, ...overrides }, by);
const show = (visit: string) => t.call<Shown>('device-bridge.showVisit', { visit }, els);
const sessionsOf = (dossier: string) => t.house.engine.store.reader('gent').count(visits, { dossier });
const envelopesOf = (dossier: string) => t.house.engine.store.reader('gent').count(sealedEnvelopes, { dossier });

async function aSession() {
  const { dossier, citizen } = await aScheduledVisit(t);
  const device = await aDevice(t);
  return { dossier, citizen, device, ...await open(dossier, device) };
}
async function askFingers(visit: string): Promise<void> {
  await t.call('device-bridge.requestFingerprints', { visit, fingers: bothIndexes }, els);
  await t.idle();
}

describe('who may open a session', () => {
  test('nobody with a device that BiZa has not authorised, and nothing is changed', async () => {
    const { dossier } = await aScheduledVisit(t);
    const device = await aDevice(t, { authorised: false });
    await expect(open(dossier, device)).rejects.toMatchObject({ type: 'authorisations.missing' });
    expect(await sessionsOf(dossier)).toBe(0);
  });

  test('no official whom BiZa has not authorised, and nothing is changed', async () => {
    const { dossier } = await aScheduledVisit(t);
    const device = await aDevice(t);
    const unknown = open(dossier, device, { person: { holder: 'official', reference: 'new.comer' } }, as('official', 'new.comer'));
    await expect(unknown).rejects.toMatchObject({ type: 'authorisations.missing' });
    expect(await sessionsOf(dossier)).toBe(0);
  });

  test('no official in the name of a colleague', async () => {
    const { dossier } = await aScheduledVisit(t);
    await expect(open(dossier, await aDevice(t), {}, tom)).rejects.toMatchObject({ type: 'device-bridge.not-yourself', code: 403 });
  });

  test('bpost for a delivery, never for fingerprints', async () => {
    const { dossier } = await aScheduledVisit(t);
    const device = await aDevice(t);
    const person = { holder: 'bpost-employee', reference: 'bp-1001' };
    await expect(open(dossier, device, { person }, as('bpost'))).rejects.toMatchObject({ type: 'authorisations.never-by-bpost' });
    expect((await open(dossier, device, { person, purpose: 'delivery' }, as('bpost'))).visit).toBeTruthy();
  });

  test('nobody for a dossier that is not there', async () => {
    await expect(open('01890000-0000-7000-8000-000000000000', await aDevice(t))).rejects.toMatchObject({ type: 'journey.unknown-dossier' });
  });
});

describe('one session at a time', () => {
  test('the same person gets the same session back', async () => {
    const { dossier, device, visit } = await aSession();
    expect((await open(dossier, device)).visit).toBe(visit);
    expect(await sessionsOf(dossier)).toBe(1);
  });

  test('a device that is in use for one dossier is not given to another', async () => {
    const { device } = await aSession();
    const { dossier } = await aScheduledVisit(t);
    await expect(open(dossier, device)).rejects.toMatchObject({ type: 'device-bridge.device-in-use' });
  });

  test('a dossier that a colleague has open is not given to another official', async () => {
    const { dossier } = await aSession();
    const person = { holder: 'official', reference: 'tom.maes' };
    await expect(open(dossier, await aDevice(t), { person }, tom)).rejects.toMatchObject({ type: 'device-bridge.dossier-in-use' });
  });

  test('of many who want one device at the same moment exactly one gets it', async () => {
    const device = await aDevice(t);
    const dossiers = [await aScheduledVisit(t), await aScheduledVisit(t), await aScheduledVisit(t)].map(({ dossier }) => dossier);
    const tries = await Promise.allSettled(dossiers.map((dossier) => open(dossier, device)));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('the same person goes on with another device, and the first one is free', async () => {
    const { dossier, device, visit } = await aSession();
    const other = await open(dossier, await aDevice(t));
    expect(other.visit).not.toBe(visit);
    expect((await show(visit)).open).toBe(false);
    const { dossier: next } = await aScheduledVisit(t);
    expect((await open(next, device)).visit).toBeTruthy();
  });

  test('a closed session gives device and dossier free, and can be used no more', async () => {
    const { dossier, device, visit } = await aSession();
    expect(await t.call('device-bridge.closeVisit', { visit }, els)).toEqual({ closed: true });
    expect(await t.call('device-bridge.closeVisit', { visit }, els)).toEqual({ closed: false });
    // The card of the next citizen may be in the reader.
    for (const action of ['readIdentity', 'pinTries']) await expect(t.call(`device-bridge.${action}`, { visit }, els)).rejects.toMatchObject({ type: 'device-bridge.visit-ended' });
    expect((await open(dossier, device)).visit).not.toBe(visit);
  });
});

test.each([
  ['reads no card', 'readIdentity', {}],
  ['asks no fingerprints', 'requestFingerprints', { fingers: bothIndexes }],
  ['asks no code', 'requestCode', { language: 'nl' }],
  ['asks no PIN', 'verifyPin', { language: 'nl' }],
  ['changes no PIN', 'changePin', { language: 'nl' }],
  ['learns nothing of a PIN', 'pinTries', {}],
  ['sees nothing', 'showVisit', {}],
  ['ends nothing', 'closeVisit', {}],
])('in a colleague\'s session another official %s', async (_title, action, input) => {
  const { visit } = await aSession();
  await expect(t.call(`device-bridge.${action}`, { visit, ...input }, tom)).rejects.toMatchObject({ type: 'device-bridge.not-your-visit', code: 403 });
  expect(await t.house.engine.store.reader('gent').count(requests, { visit })).toBe(0);
  expect((await show(visit)).open).toBe(true);
});

describe('what is asked of a device', () => {
  test('a code belongs to the delivery and fingerprints to the first visit', async () => {
    const { visit } = await aSession();
    await expect(t.call('device-bridge.requestCode', { visit, language: 'nl' }, els)).rejects.toMatchObject({ type: 'device-bridge.wrong-purpose' });
  });

  test('a finger that is excepted is not asked', async () => {
    const { visit } = await aSession();
    const asking = t.call('device-bridge.requestFingerprints', { visit, fingers: ['left-index'], exceptions: ['left-index'] }, els);
    await expect(asking).rejects.toMatchObject({ type: 'device-bridge.bad-fingers', data: { issues: [{ name: 'fingers' }] } });
  });

  test('a second request waits until the first is answered', async () => {
    const { visit } = await aSession();
    await askFingers(visit);
    await expect(t.call('device-bridge.requestFingerprints', { visit, fingers: bothIndexes }, els)).rejects.toMatchObject({ type: 'device-bridge.still-waiting' });
  });

  test('an answer that comes twice counts once', async () => {
    const { dossier, device, visit } = await aSession();
    await askFingers(visit);
    await t.pull('devices', 'fault', { operation: 'fingerprints', kind: 'answers-twice', times: 1 });
    await t.pull('devices', 'put-fingers', { device, fingers: good });
    await t.idle();
    expect((await show(visit)).fingerprints).toMatchObject({ state: 'captured', tries: 1, fingers: good });
    // Nobody was identified in this session: biometrics wants no prints, and they are gone.
    expect(await envelopesOf(dossier)).toBe(0);
  });

  test('an answer to an older request does not answer the present one, and its ciphertext is destroyed', async () => {
    const { dossier, device, visit } = await aSession();
    await askFingers(visit);
    await t.pull('devices', 'fault', { operation: 'fingerprints', kind: 'down' });
    await t.pull('devices', 'put-fingers', { device, fingers: good });
    await t.advance({ minutes: 2 });
    await askFingers(visit);
    await t.pull('devices', 'fault', { operation: 'fingerprints', kind: null });
    await t.pull('devices', 'flush');
    await t.idle();
    expect((await show(visit)).fingerprints).toMatchObject({ state: 'requested', tries: 2, sealed: null });
    expect(await envelopesOf(dossier)).toBe(0);
  });

  test.each([
    ['fingerprints for another dossier', 'capture', 'requestFingerprints', { fingers: ['left-index'] }, { purpose: 'fingerprints', result: 'captured', fingers: [{ finger: 'left-index', quality: 90 }] }],
    ['a code in the place of fingerprints', 'capture', 'requestFingerprints', { fingers: ['left-index'] }, { purpose: 'code', result: 'captured', fingers: [{ finger: 'left-index', quality: 90 }] }],
    ['a code for another dossier', 'delivery', 'requestCode', { language: 'nl' }, { purpose: 'code', result: 'chosen' }],
  ] as const)('ciphertext that says it is %s is not taken, and rests nowhere here', async (title, visitPurpose, action, asking, { purpose, ...answer }) => {
    const { dossier } = await aScheduledVisit(t);
    const { dossier: other } = await aScheduledVisit(t);
    const device = await aDevice(t);
    const { visit } = await open(dossier, device, { purpose: visitPurpose });
    await t.call(`device-bridge.${action}`, { visit, ...asking }, els);
    await t.idle();
    const { requests: [asked] } = await t.pull<{ requests: { request: string }[] }>('devices', 'requests', { device });
    const bound = { dossier: title.includes('another') ? other : dossier, purpose };
    const message = visitPurpose === 'capture' ? 'fingerprints' : 'code';
    await tellHouse(t, { port: devices, message, id: visit, payload: { device, visit, request: asked?.request, failure: null, ...answer }, envelope: { ...ciphertext, boundTo: bound } });
    expect((await show(visit))[message]).toMatchObject({ state: 'failed', failure: 'other-envelope', sealed: null });
    expect(await envelopesOf(bound.dossier)).toBe(0);
  });

  test('an answer for a session that has ended is ignored, and its ciphertext destroyed', async () => {
    const { dossier, device, visit } = await aSession();
    await askFingers(visit);
    await t.call('device-bridge.closeVisit', { visit }, els);
    await t.pull('devices', 'put-fingers', { device, fingers: good });
    await t.idle();
    expect((await show(visit)).fingerprints).toMatchObject({ state: 'requested', sealed: null });
    expect(await envelopesOf(dossier)).toBe(0);
  });

  test('a failure on the device is told, and fingers may be asked anew at once', async () => {
    const { device, visit } = await aSession();
    await askFingers(visit);
    await t.pull('devices', 'put-fingers', { device, fail: 'finger-dirty' });
    await t.idle();
    expect((await show(visit)).fingerprints).toMatchObject({ state: 'failed', failure: 'finger-dirty' });
    await askFingers(visit);
    expect((await show(visit)).fingerprints).toMatchObject({ state: 'requested', tries: 2 });
  });

  test('a device that gives a number for a reason is told to have failed, and no more: it may be somebody\'s', async () => {
    const { device, visit } = await aSession();
    await askFingers(visit);
    await t.pull('devices', 'put-fingers', { device, fail: '85073003328' });
    await t.idle();
    expect((await show(visit)).fingerprints).toMatchObject({ state: 'failed', failure: 'device-failed' });
  });

  test('a request that the device refuses is a failed one, until a person has it tried again', async () => {
    const { visit } = await aSession();
    await t.pull('devices', 'fault', { operation: 'requestFingerprints', kind: 'refuses', times: 1 });
    await askFingers(visit);
    expect((await show(visit)).fingerprints).toMatchObject({ state: 'failed', failure: 'devices.refused' });
    const administrator = as('administrator');
    const { exceptions } = await t.call<{ exceptions: { item: string; name: string }[] }>('exceptions.list', {}, administrator);
    const stuck = exceptions.filter(({ name }) => name === 'devices.requestFingerprints').map(({ item }) => item);
    await t.call('exceptions.replay', { items: stuck, why: 'device-repaired' }, administrator);
    await t.idle();
    expect((await show(visit)).fingerprints).toMatchObject({ state: 'requested', failure: null });
  });
});

test('a card that is read leaves an audit entry with who and why', async () => {
  const { device, visit, citizen } = await aSession();
  await t.idle();
  await expect(t.call('device-bridge.readIdentity', { visit }, els)).rejects.toMatchObject({ type: 'devices.no-card' });
  await t.pull('devices', 'insert-card', {
    device, card: { cardNumber: citizen.cardNumber, insz: citizen.insz, lastName: 'Persoon', firstNames: 'Test', validUntil: citizen.expiresOn, activated: true, photo: null },
  });
  expect(await t.call('device-bridge.readIdentity', { visit }, els)).toMatchObject({ cardNumber: citizen.cardNumber });
  const { entries } = await t.call<{ entries: object[] }>('audit.search', {}, as('administrator'));
  expect(entries[0]).toMatchObject({ what: 'devices.readCard', actor: 'official:els.peeters', why: 'device-bridge:readIdentity', result: 'done' });
});

test('the list of devices tells which are in use', async () => {
  const { device, visit } = await aSession();
  const { devices } = await t.call<{ devices: { device: string }[] }>('device-bridge.listDevices', {}, els);
  expect(devices.find((each) => each.device === device)).toMatchObject({ visit, cardReader: 'no-card', fingerprints: 'ready' });
});

test('a session ends by itself after its time, and the device is free', async () => {
  const { dossier, device, visit } = await aSession();
  await t.advance({ hours: 3 });
  const session = await t.house.engine.store.reader('gent').first(visits, { id: visit });
  expect(session?.endedAt).not.toBeNull();
  await expect(t.call('device-bridge.requestFingerprints', { visit, fingers: bothIndexes }, els)).rejects.toMatchObject({ type: 'device-bridge.visit-ended' });
  expect((await open(dossier, device)).visit).not.toBe(visit);
});

test('a session does not outlive the day on which an authorisation ends', async () => {
  const { dossier } = await aScheduledVisit(t);
  const device = await aDevice(t, { authorised: false });
  await t.advance({ hours: 11 });
  const now = t.house.engine.clock.now('gent');
  await t.pull('biza', 'put-authorisation', { holder: 'device', reference: device, act: 'capture-biometrics', validFrom: '2026-01-01', validUntil: '2026-11-24' });
  const { expiresAt } = await open(dossier, device);
  expect(expiresAt).toBe(Date.parse('2026-11-25T00:00:00+01:00'));
  expect(expiresAt).toBeGreaterThan(now);
});
