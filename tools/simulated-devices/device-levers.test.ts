import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { gent } from '#config/municipalities/gent.ts';
import { readSecret } from '#config/read-secret.ts';
import { openServedHouse, type ServedHouse } from '#tools/test-house/open-served-house.ts';
import { as } from '#tools/test-house/open-test-house.ts';
import { aScheduledVisit, type ScheduledVisit } from '#tools/test-house/schedule-visit.ts';
import { invitingHouse } from './inviting-house.ts';
import { openSimulatedDevices, type SimulatedDevices } from './open-simulated-devices.ts';

/** The lever server of the simulated devices, over HTTP, before a real house whose devices they are. */

const els = as('official', 'els.peeters');
const device = 'tablet-1';
const dataDir = mkdtempSync(join(tmpdir(), 'device-levers-'));
const folder = join(dataDir, 'sandboxes');
const validity = { validFrom: '2026-01-01', validUntil: '2029-01-01' };

let [simulated, house]: [SimulatedDevices?, ServedHouse?] = [];
const there = () => {
  if (!simulated || !house) throw new Error('not open');
  return { simulated, house };
};
const openDevices = async () => {
  simulated = await openSimulatedDevices({ municipalities: [gent], folder });
  return simulated;
};
beforeAll(async () => {
  const { municipalities } = await openDevices();
  house = await openServedHouse({ dataDir, house: { municipalities, secret: readSecret, realNow: Date.now } });
  there().simulated.meet(invitingHouse(house.house, house.url));
  for (const [holder, reference] of [['municipality', '44021'], ['official', 'els.peeters'], ['device', device]]) {
    for (const act of ['capture-biometrics', 'activate-card']) await house.pull('biza', 'put-authorisation', { holder, reference, act, ...validity });
  }
});
afterAll(async () => {
  await simulated?.close();
  await house?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** One lever, as `curl` pulls it. */
async function pull<T>(answers: z.ZodType<T>, name: string, input: object = {}): Promise<T> {
  const answer = await fetch(`${there().simulated.url}/gent/levers/${name}`, { method: 'POST', body: JSON.stringify(input) });
  return answers.parse(await answer.json());
}
const done = async (name: string, input: object = {}) => { await pull(nothing, name, { device, ...input }); };
const refused = async (name: string, input: object) => (await pull(refusal, name, input)).type;
const nothing = z.strictObject({});
const refusal = z.object({ type: z.string() });
const listed = z.object({ levers: z.array(z.object({ name: z.string(), summary: z.string().min(20), input: z.object({ type: z.literal('object') }) })) });
const entries = z.object({ entries: z.array(z.object({ operation: z.string(), key: z.string().nullable(), dossier: z.string().nullable(), actor: z.string(), times: z.int() })) });
const requests = z.object({ requests: z.array(z.object({ begun: z.boolean() })) });
const ledger = async (dossier?: string) => (await pull(entries, 'ledger', dossier === undefined ? {} : { dossier })).entries;

let visiting: { readonly dossier: string; readonly visit: string; readonly card: object } | undefined;
/** A first visit is open at the device, and all is well with it. One for all tests: a device has one session. */
async function atTheDoor() {
  await done('connect', { title: 'Tablet 1' });
  await done('network', { does: 'up' });
  await done('plug-in-reader');
  await done('fingerprint-device', { is: 'ready' });
  visiting ??= await visitOf(await aScheduledVisit(there().house));
  // A line that was cut by the test before may be on its way back: what is asked meanwhile is given up after some tries.
  while (await failure(bridge('pinTries', { visit: visiting.visit })) === 'devices.unavailable') await pause(20);
  return visiting;
}
async function visitOf({ dossier, citizen: { insz, cardNumber } }: ScheduledVisit) {
  const { visit } = await there().house.call<{ visit: string }>('device-bridge.openVisit', { dossier, device, purpose: 'capture', person: { holder: 'official', reference: 'els.peeters' } }, els);
  return { dossier, visit, card: { cardNumber, insz, lastName: 'Voorbeeld', firstNames: 'An', validUntil: '2030-01-01', activated: true, photo: null, pin: '2580' } };
}
const bridge = <T>(action: string, input: object) => there().house.call<T>(`device-bridge.${action}`, input, els);
const failure = (act: Promise<unknown>) => act.then(() => 'done', (error: unknown) => (error instanceof Error && 'type' in error ? String(error.type) : 'something else'));
interface Shown { readonly fingerprints: { readonly state: string; readonly failure: string | null; readonly fingers: readonly object[] } }
/** What became of the fingers that were requested, when something did. */
async function fingersOf(visit: string): Promise<Shown['fingerprints']> {
  for (;;) {
    const { fingerprints } = await bridge<Shown>('showVisit', { visit });
    if (fingerprints.state !== 'requested') return fingerprints;
    await pause(20);
  }
}
const request = (visit: string) => bridge('requestFingerprints', { visit, fingers: ['left-index', 'right-index'], exceptions: [] });
const waiting = async () => (await pull(requests, 'requests', { device })).requests;
/** The device waits for fingers when this is over. */
async function begun(visit: string): Promise<void> {
  await request(visit);
  while (!(await waiting()).some((one) => one.begun)) await pause(20);
}
const both = (left: number, right = left) => [{ finger: 'left-index', quality: left }, { finger: 'right-index', quality: right }];

test('the levers are listed with what they take; a lever, an input, a device or a municipality that is not there is refused by its name', async () => {
  const { levers } = listed.parse(await (await fetch(`${there().simulated.url}/gent/levers`)).json());
  expect(levers.map(({ name }) => name)).toEqual(expect.arrayContaining(['connect', 'insert-card', 'put-fingers', 'fingerprint-device', 'unplug-reader', 'network', 'ledger']));
  expect(await refused('fault', { device })).toBe('sandbox.no-such-lever');
  expect(await refused('put-fingers', { device: 'tablet-9' })).toBe('devices.unavailable');
  expect(await refused('connect', { device, title: '' })).toBe('caller.bad-input');
  expect((await fetch(`${there().simulated.url}/nowhere/levers`)).status).toBe(404);
});

test('a card that is put in is read, one that is taken out or pulled out with the reader is not, and one whose signatures were spoilt is not believed', async () => {
  const { visit, card } = await atTheDoor();
  const read = () => failure(bridge('readIdentity', { visit }));
  await done('remove-card');
  expect(await read()).toBe('devices.no-card');
  expect(await refused('forge', { device })).toBe('devices-sandbox.no-card');
  await done('insert-card', { card });
  expect(await read()).toBe('done');
  await done('unplug-reader');
  expect([await read(), await refused('insert-card', { device, card })]).toEqual(['devices.unavailable', 'devices-sandbox.reader-gone']);
  await done('plug-in-reader');
  expect(await read()).toBe('devices.no-card');
  await done('insert-card', { card });
  await done('forge');
  expect(await read()).toBe('devices.forged-card');
});

test('a PIN that is typed wrong counts down, the right one opens all tries again, and who cancels loses none', async () => {
  const { visit, card } = await atTheDoor();
  await done('insert-card', { card });
  const type = async (typed: object) => {
    await done('type-pin', typed);
    const { result, left } = await bridge<{ result: string; left: number | null }>('verifyPin', { visit, language: 'nl' });
    return `${result} ${String(left)}`;
  };
  expect([await type({ pin: '1111' }), await type({ cancel: true }), await type({ pin: '2580' }), await type({ pin: '1111' })]).toEqual(['wrong 2', 'cancelled 2', expect.stringMatching(/^verified/), 'wrong 2']);
});

describe('of fingers', () => {
  test('good ones are taken; others than those that are asked, or without a request, are refused', async () => {
    const { visit } = await atTheDoor();
    expect(await refused('put-fingers', { device, fingers: both(85) })).toBe('devices-sandbox.no-open-request');
    await begun(visit);
    expect(await refused('put-fingers', { device, fingers: [{ finger: 'left-thumb', quality: 85 }] })).toBe('devices-sandbox.finger-not-asked');
    await done('put-fingers', { fingers: both(85) });
    expect(await fingersOf(visit)).toMatchObject({ state: 'captured', failure: null });
  });
  test.each<[what: string, put: object, why: string]>([
    ['too poor each time', { fingers: both(20) }, 'poor-quality'], ['one of which is not there', { fingers: [{ finger: 'left-index', quality: 85 }] }, 'no-finger'],
  ])('%s the device takes none in the end, and says so', async (_what, put, why) => {
    const { visit } = await atTheDoor();
    await begun(visit);
    while ((await waiting()).length > 0) await done('put-fingers', put);
    expect((await fingersOf(visit)).failure).toContain(why);
  });
  test.each<['busy' | 'not-ready' | 'not-registered']>([['busy'], ['not-ready'], ['not-registered']])('a device that is %s takes none, and says so', async (is) => {
    const { visit } = await atTheDoor();
    await done('fingerprint-device', { is });
    await request(visit);
    expect((await fingersOf(visit)).failure).toContain(is);
  });
  test('an answer whose signature was spoilt is not believed', async () => {
    const { visit } = await atTheDoor();
    await done('fingerprint-device', { spoils: 'bad-signature' });
    await begun(visit);
    await done('put-fingers', { fingers: both(85) });
    expect((await fingersOf(visit)).failure).toBe('bad-signature');
  });
});

test('without a network the house does not reach the device; what was taken meanwhile comes when it is back, and a line that broke comes back by itself', async () => {
  const { visit, dossier } = await atTheDoor();
  const before = (await ledger(dossier)).length;
  await begun(visit);
  await done('network', { does: 'down' });
  await done('put-fingers', { fingers: both(85) });
  expect(await failure(bridge('readIdentity', { visit }))).toMatch(/^devices\.(unavailable|no-answer)$/);
  expect((await bridge<Shown>('showVisit', { visit })).fingerprints.state).toBe('requested');
  await done('network', { does: 'up' });
  expect((await fingersOf(visit)).state).toBe('captured');
  expect((await ledger(dossier)).slice(before).map(({ operation, actor, times }) => `${operation} ${actor} ${times}`)).toEqual([`fingerprints device:${device} 1`]);
  await done('network', { does: 'breaks' });
  while (await failure(bridge('pinTries', { visit })) === 'devices.unavailable') await pause(20);
});

test('the ledger has what was done, not what was refused; it outlives the devices, and they are enrolled once', async () => {
  const { visit, dossier, card } = await atTheDoor();
  const before = (await ledger()).length;
  await begun(visit);
  await done('put-fingers', { fingers: both(85) });
  await fingersOf(visit);
  await done('remove-card');
  expect(await failure(bridge('readIdentity', { visit }))).toBe('devices.no-card');
  await done('insert-card', { card });
  expect(await failure(bridge('readIdentity', { visit }))).toBe('done');
  const since = (await ledger()).slice(before);
  expect(since.map(({ operation }) => operation)).toEqual(['request-fingerprints', 'fingerprints', 'read-card']);
  expect((await ledger(dossier)).at(-1)).toMatchObject({ operation: 'fingerprints', actor: `device:${device}`, dossier });

  const known = async () => (await there().house.call<{ agents: { device: string; enrolledAt: unknown }[] }>('agents.list', {}, as('administrator'))).agents;
  const enrolled = await known();
  await there().simulated.close();
  (await openDevices()).meet(invitingHouse(there().house.house, there().house.url));
  await done('connect', { title: 'Tablet 1' });
  expect((await ledger()).slice(before)).toEqual(since);
  expect((await known()).map((one) => [one.device, one.enrolledAt])).toEqual(enrolled.map((one) => [one.device, one.enrolledAt]));
});
