import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { devices } from '#connectors/devices/devices.port.ts';
import { makeCardNumber } from '#services/belgium/card-number.ts';
import { sealedEnvelopes } from '#services/vault/sealed.store.ts';
import { authoriseEverybody } from '#tools/test-house/make-citizen.ts';
import { as, openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';
import { aDevice, aScheduledVisit, type ScheduledVisit } from '#tools/test-house/schedule-visit.ts';
import { tellHouse } from '#tools/test-house/tell-house.ts';
import { deviceBridge } from './device-bridge.contract.ts';
import { requests } from './device-bridge.store.ts';

type Shown = z.output<(typeof deviceBridge)['actions']['showVisit']['output']>;
const els = { ...as('official', 'els.peeters'), scopes: ['device-bridge:*'] };
const newCard = makeCardNumber('5920000017');
const good = [{ finger: 'left-index', quality: 90 }, { finger: 'right-index', quality: 88 }];
let t: TestHouse;

beforeAll(async () => {
  // Nobody waits long for a citizen who types slowly.
  t = await openTestHouse({ settings: [{ contract: deviceBridge, settings: { waitSeconds: 1 } }] });
  await authoriseEverybody(t);
});
afterAll(() => t.stop());

interface Session extends ScheduledVisit { readonly device: string; readonly visit: string }
const open = (dossier: string, device: string, purpose: 'capture' | 'delivery') => t.call<{ visit: string }>('device-bridge.openVisit', {
  dossier, device, purpose, person: { holder: 'official', reference: 'els.peeters' }, ...(purpose === 'delivery' && { newCard }),
}, els);
async function aSession(purpose: 'capture' | 'delivery' = 'capture'): Promise<Session> {
  const scheduled = await aScheduledVisit(t);
  const device = await aDevice(t);
  return { ...scheduled, device, ...await open(scheduled.dossier, device, purpose) };
}
const show = ({ visit }: Session) => t.call<Shown>('device-bridge.showVisit', { visit }, els);
const act = <T = object>(action: string, { visit }: Session, input: object = {}) => t.call<T>(`device-bridge.${action}`, { visit, ...input }, els);
const askFingers = async (session: Session, input: object = {}) => {
  await act('requestFingerprints', session, { fingers: ['left-index', 'right-index'], ...input });
  await t.idle();
};
const lever = (name: string, { device }: Session, input: object = {}) => t.pull<{ requests: { request: string }[] }>('devices', name, { device, ...input });
const insertCard = (session: Session, overrides: object = {}) => lever('insert-card', session, {
  card: { cardNumber: session.citizen.cardNumber, insz: session.citizen.insz, lastName: 'Persoon', firstNames: 'Test', validUntil: session.citizen.expiresOn, activated: true, photo: null, ...overrides },
});
const envelopesOf = ({ dossier }: Session) => t.house.engine.store.reader('gent').count(sealedEnvelopes, { dossier });

describe('a device', () => {
  test('of a bpost employee takes no fingerprints, and brings cards', async () => {
    const { dossier } = await aScheduledVisit(t);
    const device = await aDevice(t);
    await t.pull('devices', 'connect', { device, title: 'bpost', rights: ['delivery'] });
    await expect(open(dossier, device, 'capture')).rejects.toMatchObject({ type: 'device-bridge.device-not-for-this' });
    expect(await open(dossier, device, 'delivery')).toMatchObject({ visit: expect.any(String) });
  });

  test('that nobody knows opens no session', async () => {
    const { dossier } = await aScheduledVisit(t);
    const device = await aDevice(t);
    await t.pull('devices', 'disconnect', { device });
    await expect(open(dossier, device, 'capture')).rejects.toMatchObject({ type: 'device-bridge.unknown-device' });
  });
});

describe('an authorisation that BiZa withdraws during the visit', () => {
  test.each([
    ['official', 'capture', 'requestFingerprints', { fingers: ['left-index'] }],
    ['device', 'capture', 'requestFingerprints', { fingers: ['left-index'] }],
    ['device', 'delivery', 'requestCode', { language: 'nl' }],
    ['device', 'delivery', 'runScript', { script: ['00A4040C'] }],
    ['official', 'capture', 'readIdentity', {}],
    ['official', 'capture', 'verifyPin', { language: 'nl' }],
    ['device', 'delivery', 'changePin', { language: 'nl' }],
  ] as const)('of the %s: in a %s nothing more is done by %s', async (holder, purpose, action, input) => {
    const session = await aSession(purpose);
    const act1 = purpose === 'capture' ? 'capture-biometrics' : 'activate-card';
    const reference = holder === 'official' ? 'els.peeters' : session.device;
    await t.pull('biza', 'withdraw-authorisation', { holder, reference, act: act1 });
    await expect(act(action, session, input)).rejects.toMatchObject({ type: 'device-bridge.authorisation-ended', code: 403 });
    expect(await lever('requests', session)).toEqual({ requests: [] });
    await t.pull('biza', 'put-authorisation', { holder, reference, act: act1, validFrom: '2026-01-01', validUntil: '2029-01-01' });
  });
});

describe('the card in the reader', () => {
  const address = { street: 'Teststraat 1', postcode: '9000', municipality: 'Gent' };

  test('is read with its address, and what its signatures vouch for is named', async () => {
    const session = await aSession();
    await insertCard(session, { address, photo: 'AAAA' });
    expect(await act('readIdentity', session)).toMatchObject({ card: 'renewed', address, verified: ['certificates', 'identity', 'address', 'photo'] });
    await insertCard(session);
    expect(await act('readIdentity', session)).toMatchObject({ address: null, verified: ['certificates', 'identity'] });
  });

  test('may be the new one when it is handed over, and never at the first visit', async () => {
    const delivery = await aSession('delivery');
    await insertCard(delivery, { cardNumber: newCard });
    expect(await act('readIdentity', delivery)).toMatchObject({ card: 'new', activated: true });
    const capture = await aSession();
    await insertCard(capture, { cardNumber: newCard });
    await expect(act('readIdentity', capture)).rejects.toMatchObject({ type: 'device-bridge.other-card' });
  });

  test('that is another person\'s tells nothing of that person', async () => {
    const session = await aSession();
    await insertCard(session, { cardNumber: makeCardNumber('5910009999'), lastName: 'Vreemdeling', address });
    const refusal: unknown = await act('readIdentity', session).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ type: 'device-bridge.other-card' });
    for (const word of ['Vreemdeling', 'Teststraat', '591000', session.citizen.insz]) expect(JSON.stringify([refusal, String(refusal)])).not.toContain(word);
  });

  test('whose signatures do not hold is refused as forged', async () => {
    const session = await aSession();
    await insertCard(session);
    await lever('forge', session);
    await expect(act('readIdentity', session)).rejects.toMatchObject({ type: 'devices.forged-card' });
  });
});

describe('a PIN', () => {
  const pin = '918273645546';

  test('is typed on the device and judged by the card; three wrong ones block it', async () => {
    const session = await aSession('delivery');
    await insertCard(session, { pin });
    expect(await act('pinTries', session)).toEqual({ left: 3 });
    await lever('type-pin', session, { pin });
    expect(await act('verifyPin', session, { language: 'fr' })).toEqual({ status: 'done', result: 'verified', left: 3 });
    for (const [result, left] of [['wrong', 2], ['wrong', 1], ['blocked', 0]] as const) {
      await lever('type-pin', session, { pin: '0000' });
      expect(await act('verifyPin', session, { language: 'fr' })).toEqual({ status: 'done', result, left });
    }
    expect(await show(session)).toMatchObject({ pin: { state: 'answered', result: 'blocked', left: 0 } });
  });

  test('is changed, and neither the old nor the new one is anywhere here', async () => {
    const session = await aSession('delivery');
    await insertCard(session, { pin });
    await lever('type-pin', session, { pin, next: '645546918273' });
    expect(await act('changePin', session, { language: 'nl' })).toMatchObject({ result: 'changed' });
    await t.idle();
    const files = readdirSync(t.dataDir, { recursive: true, encoding: 'utf8' }).filter((name) => /sqlite/.test(name)).map((name) => readFileSync(join(t.dataDir, name), 'latin1'));
    expect(files.length).toBeGreaterThan(1);
    for (const secret of [pin, '645546918273']) expect(files.some((text) => text.includes(secret))).toBe(false);
  });

  test('that is typed slowly is told later, and a second one is not asked meanwhile', async () => {
    const session = await aSession('delivery');
    await insertCard(session, { pin });
    await lever('type-pin', session, { pin });
    await t.pull('devices', 'fault', { operation: 'verifyPin', kind: 'slow', ms: 2_500, times: 1 });
    expect(await act('verifyPin', session, { language: 'nl' })).toEqual({ status: 'pending', result: null, left: null });
    await expect(act('changePin', session, { language: 'nl' })).rejects.toMatchObject({ type: 'device-bridge.still-waiting' });
    await t.idle();
    expect(await show(session)).toMatchObject({ pin: { state: 'answered', result: 'verified', left: 3 } });
  });

  test('that the device refuses to ask says so, and may be asked anew', async () => {
    const session = await aSession('delivery');
    await insertCard(session, { pin });
    await t.pull('devices', 'fault', { operation: 'verifyPin', kind: 'refuses', times: 1 });
    await expect(act('verifyPin', session, { language: 'nl' })).rejects.toMatchObject({ type: 'device-bridge.pin-not-asked' });
    await lever('type-pin', session, { cancel: true });
    expect(await act('verifyPin', session, { language: 'nl' })).toMatchObject({ result: 'cancelled', left: 3 });
  });
});

describe('another card in the reader than the one that is meant', () => {
  const somebodyElses = makeCardNumber('5910008888');
  const script = ['00A4040C'];

  test('gets no script, and nothing of it is left for a person to mend', async () => {
    const session = await aSession('delivery');
    // The old card of the same citizen is another card too.
    for (const cardNumber of [somebodyElses, session.citizen.cardNumber]) {
      await insertCard(session, { cardNumber });
      await expect(act('runScript', session, { script })).rejects.toMatchObject({ type: 'device-bridge.wrong-card', code: 409 });
    }
    await insertCard(session, { cardNumber: newCard, activated: false });
    expect(await act('runScript', session, { script })).toMatchObject({ status: 'done' });
    await t.idle();
    const { exceptions } = await t.call<{ exceptions: readonly { dossier: string | null }[] }>('exceptions.list', {}, as('administrator'));
    expect(exceptions.filter(({ dossier }) => dossier === session.dossier)).toEqual([]);
  });

  test('is asked no PIN: the one that was read last is meant, or the one that is named', async () => {
    const session = await aSession('delivery');
    await insertCard(session, { cardNumber: somebodyElses, pin: '4711' });
    await lever('type-pin', session, { pin: '0000' });
    expect(await act('verifyPin', session, { language: 'nl' })).toEqual({ status: 'done', result: 'wrong-card', left: null });
    await expect(act('pinTries', session)).rejects.toMatchObject({ type: 'devices.wrong-card' });
    await insertCard(session, { cardNumber: newCard, pin: '4711' });
    await act('readIdentity', session);
    expect(await act('pinTries', session)).toEqual({ left: 3 });
    expect(await act('verifyPin', session, { language: 'nl', card: 'renewed' })).toMatchObject({ result: 'wrong-card' });
    expect(await act('pinTries', session, { card: 'new' })).toEqual({ left: 3 });
    expect(await show(session)).toMatchObject({ pin: { state: 'answered', result: 'wrong-card' } });
  });

  test('is not told apart where nobody said which card is handed over: nothing is done then', async () => {
    const scheduled = await aScheduledVisit(t);
    const device = await aDevice(t);
    const opened = await t.call<{ visit: string }>('device-bridge.openVisit', { dossier: scheduled.dossier, device, purpose: 'delivery', person: { holder: 'official', reference: 'els.peeters' } }, els);
    await expect(act('runScript', { ...scheduled, device, ...opened }, { script })).rejects.toMatchObject({ type: 'device-bridge.no-new-card' });
  });
});

test('a script that did not reach the device in its time is not run on the card of the next visit', async () => {
  const first = await aSession('delivery');
  const outbox = (action: 'pause' | 'resume') => t.call(`outbox.${action}`, { port: 'devices', why: 'test' }, as('administrator'));
  await outbox('pause');
  expect(await act('runScript', first, { script: ['00A4040C'] })).toEqual({ status: 'pending', responses: [] });
  await act('closeVisit', first);
  const next = await aScheduledVisit(t);
  const second = { ...first, ...next, ...await open(next.dossier, first.device, 'delivery') };
  await insertCard(second, { activated: false });
  await t.advance({ minutes: 2 });
  await outbox('resume');
  await t.idle();
  await expect(act('readIdentity', second)).rejects.toMatchObject({ type: 'devices.card-unreadable' });
  expect(await t.house.engine.store.reader('gent').first(requests, { visit: first.visit, kind: 'script' })).toMatchObject({ state: 'failed', failure: 'too-late' });
});

test.each([
  ['script', 'runScript', { script: ['00A4040C'] }], ['PIN', 'verifyPin', { language: 'nl' }],
] as const)('the device hears that a visit is over whose %s was still on its way', async (_what, action, input) => {
  const session = await aSession('delivery');
  await t.call('outbox.pause', { port: 'devices', why: 'test' }, as('administrator'));
  expect(await act(action, session, input)).toMatchObject({ status: 'pending' });
  await act('closeVisit', session);
  await t.call('outbox.resume', { port: 'devices', why: 'test' }, as('administrator'));
  await t.idle();
  const { entries } = await t.pull<{ entries: { operation: string }[] }>('devices', 'ledger', { dossier: session.dossier });
  expect(entries.map(({ operation }) => operation)).toContain('forgetVisit');
});

test('a PIN that is asked just before the end of the session is not asked after it', async () => {
  const session = await aSession('delivery');
  await t.advance({ minutes: 119 });
  await t.call('outbox.pause', { port: 'devices', why: 'test' }, as('administrator'));
  expect(await act('verifyPin', session, { language: 'nl' })).toMatchObject({ status: 'pending' });
  await insertCard(session, { pin: '4711' });
  await lever('type-pin', session, { pin: '4711' });
  await t.advance({ minutes: 1 });
  await t.call('outbox.resume', { port: 'devices', why: 'test' }, as('administrator'));
  await t.idle();
  expect(await show(session)).toMatchObject({ pin: { state: 'answered', result: 'time-out' } });
});

test('a script of one name goes to the device once in a session; whoever sends it again is told what became of it', async () => {
  const session = await aSession('delivery');
  await insertCard(session, { cardNumber: newCard, activated: false });
  const script = ['00A4040C', '80EC010000'];
  const ran = { status: 'done', responses: ['9000', '9000'] };
  expect(await act('runScript', session, { script, name: 'ACT-1' })).toEqual(ran);
  expect(await act('runScript', session, { script, name: 'ACT-1' })).toEqual(ran);
  expect(await act('runScript', session, { script, name: 'ACT-2' })).toEqual(ran);
  const { entries } = await t.pull<{ entries: { operation: string }[] }>('devices', 'ledger', { dossier: session.dossier });
  expect(entries.filter(({ operation }) => operation === 'runScript')).toHaveLength(2);
});

describe('what is prepared for the door', () => {
  const atTheDoor = { start: 'at-the-door' };

  test('stays open as long as the session, and is begun at the device', async () => {
    const session = await aSession();
    await askFingers(session, atTheDoor);
    expect(await show(session)).toMatchObject({ progress: [{ kind: 'fingerprints', step: 'waiting' }] });
    await t.advance({ minutes: 100 });
    await lever('begin', session);
    await lever('put-fingers', session, { fingers: good });
    await t.idle();
    expect(await show(session)).toMatchObject({ fingerprints: { state: 'captured', tries: 1, fingers: good } });
  });

  test('may be asked otherwise before it is begun, and not after', async () => {
    const session = await aSession('delivery');
    await act('requestCode', session, { language: 'nl', ...atTheDoor });
    await t.idle();
    await act('requestCode', session, { language: 'de', ...atTheDoor });
    await t.idle();
    expect(await lever('requests', session)).toMatchObject({ requests: [{ kind: 'code', language: 'de', begunAt: null }] });
    await lever('begin', session);
    await t.idle();
    await expect(act('requestCode', session, { language: 'nl' })).rejects.toMatchObject({ type: 'device-bridge.still-waiting' });
  });

  test('is forgotten by the device when the session is closed, or is over', async () => {
    const closed = await aSession();
    await askFingers(closed, atTheDoor);
    await act('closeVisit', closed);
    await t.idle();
    await expect(lever('begin', closed)).rejects.toMatchObject({ type: 'devices-sandbox.no-open-request' });
    const { entries } = await t.pull<{ entries: { operation: string }[] }>('devices', 'ledger', { dossier: closed.dossier });
    expect(entries.map(({ operation }) => operation)).toEqual(['requestFingerprints', 'forgetVisit']);
  });

  test('and of which nobody ever heard that it had arrived, is taken up again by what the device says of it', async () => {
    const session = await unheard();
    await t.pull('devices', 'fault', { operation: 'progress', kind: null });
    await t.pull('devices', 'flush');
    await t.idle();
    expect(await show(session)).toMatchObject({ fingerprints: { state: 'requested', failure: null }, progress: [{ step: 'waiting' }] });
    await lever('begin', session);
    await t.idle();
    await expect(act('requestFingerprints', session, { fingers: ['left-index'] })).rejects.toMatchObject({ type: 'device-bridge.still-waiting' });
  });

  test('and of which nobody ever heard that it had arrived, is answered by what comes of it, also where no step of it was told', async () => {
    const session = await unheard();
    const { requests: [asked] } = await lever('requests', session);
    const { device, visit } = session;
    const answer = { device, visit, request: asked?.request, result: 'failed', failure: 'finger-dirty', fingers: [], sealed: null };
    await tellHouse(t, { port: devices, message: 'fingerprints', id: `answer-${visit}`, payload: answer });
    expect(await show(session)).toMatchObject({ fingerprints: { state: 'failed', failure: 'finger-dirty' } });
    await t.pull('devices', 'fault', { operation: 'progress', kind: null });
  });

  test('and of which nobody ever heard that it had arrived, is forgotten by the device too when the session is closed', async () => {
    const session = await unheard();
    await act('closeVisit', session);
    await t.idle();
    await expect(lever('begin', session)).rejects.toMatchObject({ type: 'devices-sandbox.no-open-request' });
    await t.pull('devices', 'fault', { operation: 'progress', kind: null });
  });

  /** The device has it; each answer to that effect is lost, until nobody asks any more. */
  const unheard = async () => {
    const session = await aSession();
    for (const [operation, kind] of [['requestFingerprints', 'answers-late'], ['progress', 'down']]) await t.pull('devices', 'fault', { operation, kind });
    await askFingers(session, atTheDoor);
    await t.pull('devices', 'fault', { operation: 'requestFingerprints', kind: null });
    expect(await show(session)).toMatchObject({ fingerprints: { state: 'failed', failure: 'devices.no-answer' } });
    return session;
  };

  test('leaves nothing to forget when nothing was asked', async () => {
    const session = await aSession();
    await act('closeVisit', session);
    await t.idle();
    const { entries } = await t.pull<{ entries: object[] }>('devices', 'ledger', { dossier: session.dossier });
    expect(entries).toEqual([]);
  });
});

describe('a screen', () => {
  test('follows how far the device is: which finger, and how poor it was', async () => {
    const session = await aSession();
    await askFingers(session, { leastQuality: 75, tries: 2 });
    expect(await show(session)).toMatchObject({ progress: [{ kind: 'fingerprints', step: 'put-finger', finger: 'left-index' }] });
    await lever('put-fingers', session, { fingers: [{ finger: 'left-index', quality: 80 }, { finger: 'right-index', quality: 70 }] });
    await t.idle();
    expect(await show(session)).toMatchObject({ fingerprints: { state: 'requested' }, progress: [{ step: 'quality-low', finger: 'right-index', quality: 70 }] });
    await lever('put-fingers', session, { fingers: [{ finger: 'left-index', quality: 80 }, { finger: 'right-index', quality: 71 }] });
    await t.idle();
    expect(await show(session)).toMatchObject({ fingerprints: { state: 'failed', failure: 'poor-quality', sealed: null } });
    expect(await envelopesOf(session)).toBe(0);
  });

  test('sees which card was read, and each step in its order: the fingers with their quality, sealed, and kept until the house has it', async () => {
    const session = await aSession();
    expect(await show(session)).toMatchObject({ card: { read: null, at: null } });
    await insertCard(session);
    await act('readIdentity', session);
    await askFingers(session, { leastQuality: 75 });
    await lever('put-fingers', session, { fingers: [{ finger: 'left-index', quality: 80 }, { finger: 'right-index', quality: 70 }] });
    await t.pull('devices', 'fault', { operation: 'fingerprints', kind: 'down' });
    await lever('put-fingers', session, { fingers: good });
    await t.idle();
    const { card, progress: [told] } = await show(session);
    expect(card).toEqual({ read: 'renewed', at: expect.any(Number) });
    expect(told).toMatchObject({ kind: 'fingerprints', number: 4, step: 'queued' });
    expect(told?.steps.map(({ number, step, finger, quality }) => [number, step, finger, quality])).toEqual([
      [1, 'put-finger', 'left-index', null], [2, 'quality-low', 'right-index', 70], [3, 'sealed', null, null], [4, 'queued', null, null],
    ]);
    await t.pull('devices', 'fault', { operation: 'fingerprints', kind: null });
    await t.pull('devices', 'flush');
    await t.idle();
    expect(await show(session)).toMatchObject({ fingerprints: { state: 'captured' } });
  });

  test('sees the furthest step whatever order they come in, each once, and which one has not come', async () => {
    const session = await aSession();
    await askFingers(session);
    const { requests: [asked] } = await lever('requests', session);
    const { device, visit } = session;
    for (const [id, number, step] of [['d', 5, 'sealed'], ['b', 3, 'finger-taken'], ['b-again', 3, 'finger-taken'], ['a', 2, 'put-finger']] as const) {
      await tellHouse(t, { port: devices, message: 'progress', id: `${visit}-${id}`, payload: { device, visit, request: asked?.request, number, step, finger: null, quality: null } });
    }
    const { progress: [told] } = await show(session);
    expect(told).toMatchObject({ number: 5, step: 'sealed' });
    expect(told?.steps.map(({ number }) => number)).toEqual([1, 2, 3, 5]);
  });

  test('sees the last step of a device that does not number them', async () => {
    const session = await aSession();
    await askFingers(session);
    const { requests: [asked] } = await lever('requests', session);
    const { device, visit } = session;
    await tellHouse(t, { port: devices, message: 'progress', id: `${visit}-x`, payload: { device, visit, request: asked?.request, step: 'sealed', finger: null, quality: null } });
    expect(await show(session)).toMatchObject({ progress: [{ number: null, step: 'sealed', steps: [{ number: 1 }] }] });
  });

  test('sees nothing of an older request', async () => {
    const session = await aSession();
    const outbox = (action: 'pause' | 'resume') => t.call(`outbox.${action}`, { port: 'devices', why: 'test' }, as('administrator'));
    await t.pull('devices', 'fault', { operation: 'progress', kind: 'down' });
    await askFingers(session, { start: 'at-the-door' });
    // The next request is on its way when the step of the first one comes.
    await outbox('pause');
    await act('requestFingerprints', session, { fingers: ['left-index'], start: 'at-the-door' });
    await t.pull('devices', 'fault', { operation: 'progress', kind: null });
    await t.pull('devices', 'flush');
    await t.idle();
    expect(await show(session)).toMatchObject({ fingerprints: { state: 'requested', tries: 2 }, progress: [] });
    await outbox('resume');
    await t.idle();
    expect(await show(session)).toMatchObject({ progress: [{ step: 'waiting' }] });
  });

  test('sees the least quality and the tries of the municipality\'s settings where nobody names others', async () => {
    const session = await aSession();
    await askFingers(session);
    expect(await lever('requests', session)).toMatchObject({ requests: [{ leastQuality: 60, tries: 3 }] });
  });
});
