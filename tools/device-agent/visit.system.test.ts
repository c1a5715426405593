import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { realAfter } from '#tools/device-agent/sbi/after.ts';
import { scanPaths } from '#tools/leak-scan/scan-paths.ts';
import { testPerson } from '#tools/simulated-card/content/card-person.ts';
import { makeCard } from '#tools/simulated-card/make-card.ts';
import { plugIntoVpcd, type PluggedCard } from '#tools/simulated-card/plug-into-vpcd.ts';
import type { VirtualCard } from '#tools/simulated-card/virtual-card.ts';
import { deviceFingers, type FingerName } from '#tools/simulated-sbi/device-fingers.ts';
import { makeDeviceKeys } from '#tools/simulated-sbi/device-keys.ts';
import { drawRidges } from '#tools/simulated-sbi/draw-ridges.ts';
import { openSimulatedSbi, type SimulatedSbi } from '#tools/simulated-sbi/open-simulated-sbi.ts';
import type { SbiFault } from '#tools/simulated-sbi/sbi-faults.ts';
import type { DeviceStatus } from '#tools/simulated-sbi/simulated-device.ts';
import { writePng } from '#tools/simulated-sbi/write-png.ts';
import { openCutWire, type CutWire } from '#tools/system-packages/cut-wire.ts';
import { startPcscd, type RunningPcscd } from '#tools/system-packages/start-pcscd.ts';
import { openDeviceHouse, type DeviceHouse } from '#tools/test-house/open-device-house.ts';
import { as } from '#tools/test-house/open-test-house.ts';
import { goTo, orderOf } from '#tools/test-house/order-card.ts';
import { aScheduledVisit } from '#tools/test-house/schedule-visit.ts';
import { callDelivery, dossierOf, planFirst } from '#tools/test-house/second-visit.ts';
import { startLaptop, type Laptop } from '#tools/test-house/start-laptop.ts';

/**
 * Visits through the real house, its line, the agent in a process of its own, real PC/SC and a fingerprint device behind its socket; and all that goes wrong at a
 * door. One house, one reader and one laptop for all of it.
 */
const device = 'tablet-7';
const els = as('official', 'els.peeters');
/** Long enough not to be found by chance: they must be nowhere in clear. */
const planted = { pin: '271828182845', wrong: '314159265358', code: '161803398874' };
const seed = 77;
/** A device that takes a hand at a time is asked twice for two index fingers. */
const oncePerHand = 2;
const quality = 90;

const said: string[] = [];
const log = (fields: object, message: string) => { said.push(`${JSON.stringify(fields)} ${message}`); };
let [t, pcscd, sbi, wire, laptop]: [DeviceHouse?, RunningPcscd?, SimulatedSbi?, CutWire?, Laptop?] = [];
let plugged: PluggedCard | undefined;

/** All of it, once it is there. */
function desk() {
  if (!t || !pcscd || !sbi || !wire || !laptop) throw new Error('not everything is there');
  return { t, pcscd, sbi, wire, laptop };
}

beforeAll(async () => {
  const keys = makeDeviceKeys({ maker: 'Simulated Devices', now: Date.now() });
  [t, pcscd] = await Promise.all([
    openDeviceHouse({ house: { log: { info: log, warn: log, error: log }, retries: { baseMs: 100, longestMs: 1_000, attempts: 60, mayTakeMs: 30_000 } } }),
    startPcscd(),
  ]);
  // It waits for better fingers as long as it may, a minute each time: here it gives up at once.
  sbi = await openSimulatedSbi({ keys: await keys, now: Date.now, after: (milliseconds, then) => realAfter(Math.min(milliseconds, 200), then), seed, kind: 'Slap' });
  wire = await openCutWire({ host: '127.0.0.1', port: t.port });
  laptop = startLaptop({ pcsc: { socket: pcscd.socket, reader: pcscd.slots[0].name }, sbi });
  await laptop.enrol(`http://127.0.0.1:${wire.port}`, await t.invite(device));
  await laptop.run();
  await laptop.until('open');
});
afterAll(async () => {
  await laptop?.remove();
  await plugged?.pull();
  await sbi?.close();
  await pcscd?.stop();
  await t?.stop();
  await wire?.close();
});
beforeEach(() => {
  desk().wire.up();
  desk().sbi.become('Ready');
  for (const { finger } of deviceFingers) desk().sbi.put(finger, quality);
});

const stateOf = z.object({ state: z.object({ cardReader: z.string(), fingerprints: z.string(), waiting: z.int() }) });
async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const limit = performance.now() + 90_000;
  while (!await holds()) {
    if (performance.now() > limit) throw new Error(`in vain: ${what}\n${desk().laptop.output().slice(-2_000)}`);
    await pause(50);
  }
}
const reader = (state: 'ready' | 'no-card' | 'absent') => until(`the reader is ${state}`, async () => stateOf.parse(await desk().laptop.ask({ do: 'status' })).state.cardReader === state);
/** The house knows it too. */
const online = () => desk().laptop.until('open');
async function insert(card: VirtualCard): Promise<VirtualCard> {
  await plugged?.pull();
  await reader('no-card');
  plugged = await plugIntoVpcd({ path: desk().pcscd.slots[0].path }, card);
  await reader('ready');
  return card;
}
/** Something happens in the middle: when the card is told that many commands from now. */
function atCommand(card: VirtualCard, count: number, act: () => void): void {
  const transmit = card.transmit.bind(card);
  let left = count;
  card.transmit = (command) => {
    left -= 1;
    if (left === 0) act();
    return transmit(command);
  };
}

/** Something happens while the card carries this instruction out. */
function atInstruction(card: VirtualCard, instruction: number, act: () => void): void {
  const transmit = card.transmit.bind(card);
  card.transmit = (command) => {
    if (command[1] === instruction) act();
    return transmit(command);
  };
}
/** Instructions of BiZa's script. */
const [setsCode, activates] = [0xda, 0xec];
/** Which ones the card is told from now on. */
function commandsTo(card: VirtualCard): readonly (number | undefined)[] {
  const told: (number | undefined)[] = [];
  const transmit = card.transmit.bind(card);
  card.transmit = (command) => {
    told.push(command[1]);
    return transmit(command);
  };
  return told;
}

interface View { readonly state: string; readonly visit: string; readonly asked: boolean; readonly failure: string | null; readonly tries: number; readonly nextFingers: FingerName[]; readonly registration: string; readonly fingers: readonly object[] }
interface Door { readonly dossier: string; readonly card: VirtualCard; readonly citizen: { readonly insz: string; readonly cardNumber: string; readonly expiresOn: string } }
const biometrics = ({ dossier }: Pick<Door, 'dossier'>, action: string, input: object = {}) => desk().t.call<View>(`biometrics.${action}`, { dossier, ...input }, els);
const becomes = (door: Pick<Door, 'dossier'>, holds: (view: View) => boolean, what: string) => until(what, async () => holds(await biometrics(door, 'show')));
const failure = (act: Promise<unknown>) => act.then(() => 'done', (error: unknown) => z.object({ type: z.string() }).parse(error).type);

/** A first visit has begun, the citizen's card is in the reader. */
async function atTheDoor(wish: Omit<Parameters<typeof makeCard>[1], 'pki'> = {}): Promise<Door> {
  const { t: house } = desk();
  const { dossier, citizen } = await aScheduledVisit(house);
  const { insz, cardNumber, expiresOn: validUntil } = citizen;
  const card = await insert(await makeCard(testPerson({ insz, cardNumber, validUntil }), { pki: house.pki, pin: planted.pin, ...wish }));
  await begin({ dossier });
  return { dossier, card, citizen };
}
/** Where the card does not matter: the official has seen a passport. */
async function identified(): Promise<Pick<Door, 'dossier'>> {
  const door = await aScheduledVisit(desk().t);
  await begin(door);
  await biometrics(door, 'identify', { document: 'passport' });
  return door;
}
const sessions: string[] = [];
async function begin(door: Pick<Door, 'dossier'>): Promise<void> {
  sessions.push((await biometrics(door, 'startVisit', { device })).visit);
}
/** A device has one session: the next test wants it. */
afterEach(async () => {
  for (const visit of sessions.splice(0)) await desk().t.call('device-bridge.closeVisit', { visit }, els);
  await plugged?.pull();
  plugged = undefined;
});
/** What the card in the reader says to these PINs, when the visit is over: the citizen types one after another. */
async function says({ dossier }: Pick<Door, 'dossier'>, newCard: string, ...pins: readonly string[]): Promise<(string | null)[]> {
  const { t: house, laptop: agent } = desk();
  await house.idle();
  const { visit } = await house.call<{ visit: string }>('device-bridge.openVisit', { dossier, device, purpose: 'delivery', person: { holder: 'official', reference: 'els.peeters' }, newCard }, els);
  sessions.push(visit);
  const answers: (string | null)[] = [];
  for (const pin of pins) {
    agent.types(pin);
    await house.call('device-bridge.verifyPin', { visit, card: 'new', language: 'nl' }, els);
    const shown = () => house.call<{ pin: { state: string; result: string | null } }>('device-bridge.showVisit', { visit }, els);
    await until('the card has judged the PIN', async () => (await shown()).pin.state !== 'requested');
    answers.push((await shown()).pin.result);
  }
  return answers;
}
async function ledger({ dossier }: Pick<Door, 'dossier'>, operation: string): Promise<number> {
  const { entries } = await desk().t.pull<{ entries: { operation: string }[] }>('biza', 'ledger', { dossier });
  return entries.filter((entry) => entry.operation === operation).length;
}

test('both visits come to their end though the network breaks in the middle of each step, and nothing is done twice', async () => {
  const { t: house, sbi: fingers, wire: network, laptop: agent } = desk();
  const door = await atTheDoor({ applet: '1.8' });
  const cutAtNextCommand = (count: number, card = door.card) => { atCommand(card, count, () => network.cut()); };

  cutAtNextCommand(8);
  expect(await failure(biometrics(door, 'identify'))).toMatch(/^devices\.(no-answer|unavailable)$/);
  await online();
  // The reading that nobody waits for any more is still under way: the device is busy for a moment.
  await until('the card is read', async () => ['done', 'devices.busy'].indexOf(await failure(biometrics(door, 'identify'))) === 0);
  expect((await biometrics(door, 'show')).state).toBe('identified');

  // The device is asked whether the answer of the asking came home or not.
  const [captured, began] = [fingers.asked(), fingers.captureBegins()];
  await biometrics(door, 'capture');
  await began;
  network.cut();
  await becomes(door, ({ registration }) => registration === 'verified', 'the prints are at BiZa');
  expect([fingers.asked() - captured, await ledger(door, 'registerBiometrics')]).toEqual([oncePerHand, 1]);
  await biometrics(door, 'order');
  await house.idle();

  const { cardNumber } = await orderOf(house, door.dossier);
  const start = await planFirst(house, door.dossier);
  await goTo(house, start - 3 * 3_600_000);
  const act = (action: string, input: object = {}) => callDelivery(house, action, { dossier: door.dossier, ...input }, els);
  await act('receiveCard', { cardNumber });
  await goTo(house, start);
  await insert(door.card);
  const { visit } = await act('startVisit', { device });
  if (visit === null) throw new Error('no session was opened');
  sessions.push(visit);
  await act('identify');

  // The citizen's PIN, while the network is away.
  agent.types(planted.wrong);
  cutAtNextCommand(4);
  expect(await house.call('device-bridge.verifyPin', { visit, language: 'nl' }, els)).toMatchObject({ status: 'done', result: 'wrong', left: 2 });
  expect(door.card.pinTriesLeft()).toBe(2);

  await online();
  agent.types(planted.code, planted.code);
  network.cutAtAnswer();
  await act('chooseCode');
  await until('the code has come', async () => (await act('show')).code === 'chosen');

  const { insz } = door.citizen;
  const fresh = await insert(await makeCard(testPerson({ insz, cardNumber, validUntil: '2036-12-31' }), { pki: house.pki, applet: '1.8', state: 'not-activated', pin: planted.pin }));
  await online();
  const instructions = commandsTo(fresh);
  cutAtNextCommand(2, fresh);
  await until('the card is active', async () => {
    await act('activate').catch(() => undefined);
    return (await dossierOf(house, door.dossier)).state === 'code-registered';
  });
  expect([fresh.state(), instructions.filter((ins) => ins === setsCode).length, instructions.filter((ins) => ins === activates).length, await ledger(door, 'registerCode')]).toEqual(['active', 1, 1, 1]);
  expect(await says(door, cardNumber, planted.pin, planted.code)).toEqual(['wrong', 'verified']);
  await act('close');
  await house.idle();
  expect((await dossierOf(house, door.dossier)).state).toBe('closed');
});

test('a script in the middle of which the agent is killed goes to the card again: it becomes active with the chosen code', async () => {
  const door = await identified();
  const { t: house, laptop: agent } = desk();
  await biometrics(door, 'capture');
  await becomes(door, ({ registration }) => registration === 'verified', 'the prints are at BiZa');
  await biometrics(door, 'order');
  await house.idle();
  const { cardNumber } = await orderOf(house, door.dossier);
  const start = await planFirst(house, door.dossier);
  const act = (action: string, input: object = {}) => callDelivery(house, action, { dossier: door.dossier, ...input }, els);
  await goTo(house, start - 3 * 3_600_000);
  await act('receiveCard', { cardNumber });
  await goTo(house, start);
  await act('startVisit', { device });
  await act('identify', { document: 'passport' });
  agent.types(planted.code, planted.code);
  await act('chooseCode');
  await until('the code has come', async () => (await act('show')).code === 'chosen');

  const fresh = await insert(await makeCard(testPerson({ cardNumber, validUntil: '2036-12-31' }), { pki: house.pki, state: 'not-activated', pin: planted.pin }));
  let killed: Promise<void> | undefined;
  atInstruction(fresh, activates, () => { killed ??= agent.kill(); });
  await until('the agent is dead', async () => {
    await act('activate').catch(() => undefined);
    return killed !== undefined;
  });
  await killed;
  expect(fresh.state()).toBe('active');
  await agent.run();
  await online();
  await reader('ready');
  await until('the card is active at BiZa', async () => {
    await act('activate').catch(() => undefined);
    return (await dossierOf(house, door.dossier)).state === 'code-registered';
  });
  expect(await ledger(door, 'registerCode')).toBe(1);
  expect(await says(door, cardNumber, planted.pin, planted.code)).toEqual(['wrong', 'verified']);
});

test('a card that is pulled while it is read is asked for again, and read whole when it is back', async () => {
  const door = await atTheDoor();
  door.card.pullAfter(9);
  expect(await failure(biometrics(door, 'identify'))).toBe('devices.no-card');
  await reader('no-card');
  expect(await failure(biometrics(door, 'identify'))).toBe('devices.no-card');
  await insert(door.card);
  expect(await biometrics(door, 'identify')).toMatchObject({ view: { state: 'identified' }, shown: { lastName: 'Voorbeeld' } });
});

test('when the service of the reader dies the device has no reader, and has it again when the service is back', async () => {
  const door = await atTheDoor();
  const { pcscd: service, t: house } = desk();
  let killed: Promise<void> | undefined;
  atCommand(door.card, 6, () => { killed = service.kill(); });
  expect(await failure(biometrics(door, 'identify'))).toBe('devices.unavailable');
  await killed;
  await reader('absent');
  await until('the house knows', async () => {
    const { devices } = await house.call<{ devices: { device: string; cardReader: string }[] }>('device-bridge.listDevices', {}, els);
    return devices.find((one) => one.device === device)?.cardReader === 'absent';
  });
  await service.restart();
  await reader('ready');
  expect(await biometrics(door, 'identify')).toMatchObject({ view: { state: 'identified' } });
});

test('three wrong PINs block the card, and then nobody is asked to type any more', async () => {
  const door = await atTheDoor();
  const { t: house, laptop: agent } = desk();
  const { visit } = await biometrics(door, 'show');
  const type = async (...digits: string[]) => { agent.types(...digits); return house.call<{ result: string; left: number | null }>('device-bridge.verifyPin', { visit, language: 'nl' }, els); };
  expect(await type(planted.pin)).toMatchObject({ result: 'verified' });
  expect(await type('cancel')).toMatchObject({ result: 'cancelled', left: 3 });
  expect([await type(planted.wrong), await type(planted.wrong), await type(planted.wrong), await type()]).toMatchObject([{ result: 'wrong', left: 2 }, { result: 'wrong', left: 1 }, { result: 'blocked', left: 0 }, { result: 'blocked', left: 0 }]);
  expect(door.card.state()).toBe('blocked');
});

test('what the citizen\'s card does not say, or says with a signature that does not hold, is not believed', async () => {
  const door = await atTheDoor({ flaws: ['forged-identity'] });
  expect(await failure(biometrics(door, 'identify'))).toBe('devices.forged-card');
});

describe('a fingerprint device', () => {
  /** Takes nothing the first time, and what is asked the second time, once. */
  async function seen(): Promise<string | null> {
    const door = await identified();
    await biometrics(door, 'capture');
    await becomes(door, ({ asked }) => !asked, 'the device answers');
    const { failure: code } = await biometrics(door, 'show');
    desk().sbi.become('Ready');
    await biometrics(door, 'capture');
    await becomes(door, ({ registration }) => registration === 'verified', 'in the end the prints are taken');
    expect(await ledger(door, 'registerBiometrics')).toBe(1);
    return code;
  }

  test.each<[DeviceStatus, string]>([['Busy', 'busy'], ['Not Ready', 'not-ready'], ['Not Registered', 'not-registered']])('that is %s takes nothing, and the official sees %s', async (status, code) => {
    desk().sbi.become(status);
    expect(await seen()).toContain(code);
  });
  test.each<[SbiFault, string]>([['bad-signature', 'bad-signature'], ['foreign-certificate', 'foreign-device'], ['wrong-hash', 'broken-chain'], ['other-transaction', 'bad-answer']])(
    'whose answer has the fault %s is not believed, and the official sees %s', async (fault, code) => {
      desk().sbi.next('RCAPTURE', fault);
      expect(await seen()).toBe(code);
    });
});

test('fingers that are poor three times give way to the next ones of the rule', async () => {
  const door = await identified();
  desk().sbi.put('left-index', 20);
  await biometrics(door, 'capture');
  await becomes(door, (view) => !view.asked, 'the device gives up');
  const { failure: why, tries, nextFingers: [next] } = await biometrics(door, 'show');
  expect([why, tries, next]).toEqual(['quality-too-low', 3, 'left-middle']);
  await biometrics(door, 'capture');
  await becomes(door, ({ registration }) => registration === 'verified', 'the others are taken');
  expect(await ledger(door, 'registerBiometrics')).toBe(1);
});

test('each finger can be the one that a citizen does not have', async () => {
  const { t: house, sbi: fingers } = desk();
  const { dossier } = await aScheduledVisit(house);
  const { visit } = await house.call<{ visit: string }>('device-bridge.openVisit', { dossier, device, purpose: 'capture', person: { holder: 'official', reference: 'els.peeters' } }, els);
  for (const { finger } of deviceFingers) {
    fingers.put(finger, 'missing');
    const asked = finger === 'left-index' ? 'right-index' : 'left-index';
    await house.call('device-bridge.requestFingerprints', { visit, fingers: [asked], exceptions: [finger] }, els);
    const shown = () => house.call<{ fingerprints: { state: string; failure: string | null; fingers: object[] } }>('device-bridge.showVisit', { visit }, els);
    await until(`without ${finger}`, async () => (await shown()).fingerprints.state !== 'requested');
    expect([finger, (await shown()).fingerprints]).toMatchObject([finger, { state: 'captured', failure: null, fingers: [{ finger: asked, quality }] }]);
    fingers.put(finger, quality);
  }
  await house.call('device-bridge.closeVisit', { visit }, els);
});

test('what was prepared is done at the door while the network is gone for an hour, survives a kill of the agent, and comes once when the network is back', async () => {
  const door = await identified();
  const { t: house, sbi: fingers, wire: network, laptop: agent } = desk();
  const captured = fingers.asked();
  await biometrics(door, 'capture', { start: 'at-the-door' });
  await until('the device has it', async () => z.object({ prepared: z.int() }).parse(await agent.ask({ do: 'queue' })).prepared === 1);
  network.down();
  expect(await agent.ask({ do: 'begin' })).toMatchObject({ begun: [{ kind: 'fingerprints', outcome: { outcome: 'sealed' } }] });
  await agent.kill();
  await house.advance({ minutes: 60 });
  await agent.run();
  expect(stateOf.parse(await agent.ask({ do: 'status' })).state.waiting).toBe(1);
  expect(await biometrics(door, 'show')).toMatchObject({ asked: true, registration: 'none' });
  network.up();
  await becomes(door, ({ registration }) => registration === 'verified', 'the prints are at BiZa');
  await until('nothing waits any more', async () => stateOf.parse(await agent.ask({ do: 'status' })).state.waiting === 0);
  expect([fingers.asked() - captured, await ledger(door, 'registerBiometrics')]).toEqual([oncePerHand, 1]);
});

test('when BiZa withdraws the authorisation of the device in the middle of a visit nothing more is taken with it', async () => {
  const door = await identified();
  const { t: house, sbi: fingers } = desk();
  const captured = fingers.asked();
  await house.pull('biza', 'withdraw-authorisation', { holder: 'device', reference: device, act: 'capture-biometrics' });
  await house.advance({ hours: 1 });
  expect(await failure(biometrics(door, 'capture'))).toBe('device-bridge.authorisation-ended');
  expect(fingers.asked()).toBe(captured);
  await house.pull('biza', 'put-authorisation', { holder: 'device', reference: device, act: 'capture-biometrics', validFrom: '2026-01-01', validUntil: '2029-01-01' });
});

test('no PIN, no code and no print that went through here stands in clear anywhere: database, log, outbox, queue and output of the agent', async () => {
  const { t: house, laptop: agent } = desk();
  const listened = join(house.dataDir, 'listened');
  mkdirSync(listened);
  writeFileSync(join(listened, 'house.log'), said.join('\n'));
  writeFileSync(join(listened, 'agent.log'), agent.output());
  const print = (position: number) => `base64:${writePng(drawRidges(seed * 16 + position, quality)).subarray(2_000, 2_200).toString('base64')}`;
  const words = { PIN: [planted.pin, planted.wrong], code: [planted.code], fingerprint: deviceFingers.map(({ position }) => print(position)) };
  const { leaks, files } = await scanPaths(words, [house.dataDir, agent.home], [join(house.dataDir, 'sandboxes')]);
  expect(leaks.map(({ file, kind, forms }) => `${kind} in ${file}: ${forms.join()}`)).toEqual([]);
  expect(files).toBeGreaterThan(5);
  // It is not blind: the same words are found where they are.
  writeFileSync(join(listened, 'not-clean'), Object.values(words).flat().map((word) => word.replace(/^base64:/, '')).join('\n'));
  expect(new Set((await scanPaths(words, [listened])).leaks.map(({ kind }) => kind))).toEqual(new Set(['PIN', 'code', 'fingerprint']));
});

test('a device that is sent away in the middle of a visit loses its line at once, says so, and gives no more', async () => {
  const door = await atTheDoor();
  const { t: house, laptop: agent } = desk();
  await house.revoke(device);
  expect(await agent.ended()).toBe(3);
  expect(agent.output()).toContain('sent away');
  expect(await failure(biometrics(door, 'identify'))).toBe('devices.unavailable');
});

