import { constants, createDecipheriv, privateDecrypt, randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeTestCertificate, type TestIdentity } from '#services/wire-kit/ws-security/test-certificates.ts';
import type { SealedEnvelope } from '#services/kernel/port.ts';
import { CardGone, type Card, type CardReader } from './card-reader.ts';
import { FingerprintsFailed, type CapturedFinger, type FingerprintDevice } from './fingerprint-device.ts';
import { agentHome, type Enrolment } from './home/agent-home.ts';
import { openAgent, type Agent } from './open-agent.ts';
import type { PinWindow } from './pin-window.ts';
import { handTiming } from './rehearsal/hand-timing.ts';
import { openHouseDouble, type HouseDouble } from './rehearsal/house-double.ts';
import { nobodyComes, scriptedFingers, scriptedWindow } from './rehearsal/scripted-edges.ts';

const start = Date.UTC(2026, 10, 24, 9);
const timing = handTiming(start);
const folder = mkdtempSync(join(tmpdir(), 'agent-'));
const home = agentHome(join(folder, 'home'));
const key = home.makeKey();
const dossier = randomUUID();
let biza: TestIdentity;
let house: HouseDouble;
let agent: Agent | undefined;

/** What must be nowhere in clear. */
const planted = { image: Buffer.from(`planted-image-${randomBytes(64).toString('hex')}`), code: '271828182845', present: '3141592653' };

beforeAll(async () => {
  biza = await makeTestCertificate({ name: 'CN=Test BiZa, C=BE', from: new Date(start - 86_400_000), to: new Date(start + 366 * 86_400_000), usage: ['keyEncipherment'] });
});
beforeEach(async () => {
  house = await openHouseDouble({ agentKey: () => key, device: 'tablet-1' });
  home.write(enrolled());
});
afterEach(async () => {
  await agent?.close();
  agent = undefined;
  await house.close();
  for (const name of readdirSync(home.folder).filter((file) => file.startsWith('queue'))) rmSync(join(home.folder, name));
});
afterAll(() => { rmSync(folder, { recursive: true }); });

const enrolled = (): Enrolment => ({
  version: 1, at: house.at, nis: '44021', kid: 'tablet-1-key', device: 'tablet-1', title: 'Tablet 1', rights: ['capture', 'delivery'], keys: [...house.keys], biza: biza.certificatePem, ca: null,
});
/** A card that answers each command the same, or as it is told. */
const aReader = (transmit: Card['transmit'] = () => Promise.resolve(Buffer.from('9000', 'hex'))): CardReader => ({
  name: 'scripted', state: () => 'ready', hasPinpad: () => false, use: (work) => work({ atr: Buffer.from('3B00', 'hex'), transmit }), onChange: () => () => {}, close: () => Promise.resolve(),
});
const run = async (edges: { reader?: CardReader; fingerprints?: FingerprintDevice; window?: PinWindow } = {}) => {
  agent = openAgent({ home, reader: aReader(), ...edges, timing });
  await house.next('login');
  return agent;
};
/** The network comes back: the agent tries again once its pause is over. */
const comeBack = async () => {
  while (agent?.standing().line !== 'waiting') await new Promise(setImmediate);
  house.open = true;
  timing.pass(60_000);
  await house.next('login');
};
const images = (quality: number) => (): CapturedFinger[] => ['left-index' as const, 'right-index' as const].map((finger) => ({ finger, quality, image: Buffer.from(planted.image) }));
const named = () => ({ keyId: 'biza-1', certificate: biza.certificatePem });
const forFingers = (more: object = {}) => ({ visit: randomUUID(), dossier, fingers: ['left-index', 'right-index'], exceptions: [], leastQuality: 60, tries: 3, start: 'now', until: timing.now() + 3_600_000, biza: named(), ...more });
const forCode = (more: object = {}) => ({ visit: randomUUID(), dossier, language: 'nl', start: 'now', until: timing.now() + 3_600_000, biza: named(), ...more });
const aPin = () => ({ visit: randomUUID(), language: 'nl', until: timing.now() + 5_000 });
const aScript = () => ({ visit: randomUUID(), script: ['00A40000', '80EA0000'], until: timing.now() + 3_600_000 });
const result = (message: 'fingerprints' | 'code') => house.next('deliver', (frame) => frame.message === message);
const ofBiza = ({ wrappedKey, iv, ciphertext, tag, boundTo }: SealedEnvelope): unknown => {
  const bytes = (base64: string) => Buffer.from(base64, 'base64');
  const unwrapped = privateDecrypt({ key: biza.privateKeyPem, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }, bytes(wrappedKey));
  const gcm = createDecipheriv('aes-256-gcm', unwrapped, bytes(iv), { authTagLength: 16 }).setAAD(Buffer.from(JSON.stringify(boundTo))).setAuthTag(bytes(tag));
  return JSON.parse(Buffer.concat([gcm.update(bytes(ciphertext)), gcm.final()]).toString('utf8'));
};

test('fingers that were asked are sealed for BiZa and delivered with the key of their request', async () => {
  const taken = images(80)();
  await run({ fingerprints: scriptedFingers(() => taken) });
  const [request, asked] = [randomUUID(), forFingers()];
  expect(await house.ask('request-fingerprints', asked, { key: request })).toMatchObject({ result: {} });
  const { payload, envelope } = await result('fingerprints');
  expect(payload).toEqual({
    device: 'tablet-1', visit: asked.visit, request, result: 'captured', failure: null, sealed: null, fingers: [{ finger: 'left-index', quality: 80 }, { finger: 'right-index', quality: 80 }],
  });
  expect(envelope && ofBiza(envelope)).toMatchObject({ version: 1, fingers: [{ finger: 'left-index', imageRecord: planted.image.toString('base64') }, { finger: 'right-index' }] });
  expect(taken.every(({ image }) => image.every((byte) => byte === 0))).toBe(true);
});

test('only the finger that was too poor is taken again', async () => {
  const fingerprints = scriptedFingers(() => images(80)().map((one) => (one.finger === 'left-index' ? { ...one, quality: 30 } : one)), () => images(70)().slice(0, 1));
  await run({ fingerprints });
  await house.ask('request-fingerprints', forFingers(), { key: randomUUID() });
  expect((await result('fingerprints')).payload).toMatchObject({ result: 'captured', fingers: [{ finger: 'left-index', quality: 70 }, { finger: 'right-index', quality: 80 }] });
  expect(fingerprints.asked.all.map(({ fingers }) => fingers)).toEqual([['left-index', 'right-index'], ['left-index']]);
});

test('a finger that lay badly is taken again, and says nothing about how good it is', async () => {
  const badly = () => { throw new FingerprintsFailed('badly-placed'); };
  const fingerprints = scriptedFingers(badly, badly, badly);
  await run({ fingerprints });
  await house.ask('request-fingerprints', forFingers(), { key: randomUUID() });
  expect((await result('fingerprints')).payload).toMatchObject({ result: 'failed', failure: 'badly-placed', fingers: [] });
  expect(fingerprints.asked.all).toHaveLength(3);
});

test('after the agreed number of poor tries it fails with how good each finger was at best, and nothing is sealed', async () => {
  const poor = (quality: number) => () => { throw new FingerprintsFailed('poor-quality', [{ finger: 'left-index', quality }]); };
  const fingerprints = scriptedFingers(poor(20), poor(40), poor(30));
  await run({ fingerprints });
  await house.ask('request-fingerprints', forFingers(), { key: randomUUID() });
  const { payload, envelope } = await result('fingerprints');
  expect(payload).toMatchObject({ result: 'failed', failure: 'poor-quality', fingers: [{ finger: 'left-index', quality: 40 }] });
  expect(envelope).toBeUndefined();
  expect(fingerprints.asked.all).toHaveLength(3);
});

test.each(['busy', 'not-ready', 'bad-signature', 'broken-chain', 'foreign-device'])('a device that says %s is not asked again: the official sees why', async (code) => {
  const fingerprints = scriptedFingers(() => { throw new FingerprintsFailed(code); });
  await run({ fingerprints });
  await house.ask('request-fingerprints', forFingers(), { key: randomUUID() });
  expect((await result('fingerprints')).payload).toMatchObject({ result: 'failed', failure: code, fingers: [] });
  expect(fingerprints.asked.all).toHaveLength(1);
});

test('a fingerprint device that is pulled out in the middle of a visit is told to the house within three seconds', async () => {
  let now: Awaited<ReturnType<FingerprintDevice['state']>> = 'ready';
  await run({ fingerprints: { ...scriptedFingers(), state: () => Promise.resolve(now) } });
  expect((await house.next('state')).state).toMatchObject({ fingerprints: 'ready' });
  now = 'absent';
  timing.pass(3_000);
  expect((await house.next('state')).state).toMatchObject({ fingerprints: 'absent' });
});

test('nothing is captured for another key than BiZa\'s', async () => {
  const other = await makeTestCertificate({ name: 'CN=Test BiZa, C=BE', from: new Date(start - 1), to: new Date(start + 86_400_000) });
  const fingerprints = scriptedFingers(images(80));
  await run({ fingerprints, window: scriptedWindow('1234', '1234') });
  for (const [operation, asked] of [['request-fingerprints', forFingers()], ['request-code', forCode()]] as const) {
    expect(await house.ask(operation, { ...asked, biza: { keyId: 'biza-1', certificate: other.certificatePem } }, { key: randomUUID() })).toMatchObject({ why: 'biza-key-unknown' });
  }
  expect(fingerprints.asked.all).toEqual([]);
});

test('a device does one thing at a time, and ends it when its time is over', async () => {
  await run({ fingerprints: scriptedFingers(nobodyComes) });
  await house.ask('request-fingerprints', forFingers({ until: timing.now() + 5_000 }), { key: randomUUID() });
  expect(await house.ask('request-fingerprints', forFingers(), { key: randomUUID() })).toMatchObject({ why: 'busy' });
  timing.pass(5_000);
  expect((await result('fingerprints')).payload).toMatchObject({ result: 'failed', failure: 'time-out' });
});

test('a device with the delivery half of the rights takes no fingerprints', async () => {
  home.write({ ...enrolled(), rights: ['delivery'] });
  await run({ fingerprints: scriptedFingers(images(80)) });
  expect(await house.ask('request-fingerprints', forFingers(), { key: randomUUID() })).toMatchObject({ why: 'not-allowed' });
});

test('a chosen code is typed twice the same, and only BiZa can read it', async () => {
  const window = scriptedWindow('12', '12345', '54321', planted.code, planted.code);
  await run({ window });
  const request = randomUUID();
  await house.ask('request-code', forCode({ language: 'fr' }), { key: request });
  const { payload, envelope } = await result('code');
  expect(payload).toMatchObject({ request, result: 'chosen', failure: null, sealed: null });
  expect(envelope && ofBiza(envelope)).toEqual({ version: 1, code: planted.code });
  expect(window.asked.all.map(({ kind, language, wrong }) => [kind, language, wrong])).toEqual([
    ['new', 'fr', undefined], ['new', 'fr', 'not-4-to-12-digits'], ['new-again', 'fr', undefined], ['new', 'fr', 'not-the-same'], ['new-again', 'fr', undefined],
  ]);
  expect(window.given.every((digits) => digits.every((byte) => byte === 0))).toBe(true);
});

test('a citizen who chooses no code is not asked again until somebody does', async () => {
  await run({ window: scriptedWindow('cancelled') });
  await house.ask('request-code', forCode(), { key: randomUUID() });
  expect((await result('code')).payload).toMatchObject({ result: 'failed', failure: 'cancelled' });
});

test('what was prepared begins when the official says so at the door, without any network, and is delivered once when it is back', async () => {
  const running = await run({ fingerprints: scriptedFingers(images(80)) });
  const [request, asked] = [randomUUID(), forFingers({ start: 'at-the-door' })];
  await house.ask('request-fingerprints', asked, { key: request });
  house.open = false;
  house.cut();
  expect(await running.begin(asked.visit)).toEqual([{ kind: 'fingerprints', outcome: { outcome: 'sealed' } }]);
  expect(await running.begin(asked.visit)).toEqual([]);
  expect((await running.state()).waiting).toBe(1);
  timing.pass(3_600_000);
  await comeBack();
  expect((await result('fingerprints')).payload).toMatchObject({ request, result: 'captured' });
  house.cut();
  await comeBack();
  expect(house.heard.filter((frame) => frame.frame === 'deliver' && frame.message === 'fingerprints')).toHaveLength(1);
});

test('what is sealed and was not delivered within three months is destroyed, and the official is told', async () => {
  const running = await run({ window: scriptedWindow('2468', '2468') });
  house.taking = false;
  await house.ask('request-code', forCode(), { key: randomUUID() });
  const sealed = () => running.keeping.deliveries.waiting().filter(({ isSealed }) => isSealed).length;
  while (sealed() === 0) await new Promise(setImmediate);
  house.open = false;
  house.cut();
  while (running.standing().line === 'open') await new Promise(setImmediate);
  const day = 86_400_000;
  agent = undefined;
  await running.close();
  timing.pass(90 * day);
  const again = openAgent({ home, reader: aReader(), timing });
  agent = again;
  expect(again.keeping.deliveries.waiting().filter(({ isSealed }) => isSealed)).toHaveLength(1);
  timing.pass(30_001);
  expect(again.keeping.deliveries.waiting().filter(({ isSealed }) => isSealed)).toEqual([]);
  expect(again.keeping.notices.latest()).toMatchObject([{ what: 'sealed', why: 'too-old' }]);
});

test('who cancels at the door may begin again there', async () => {
  const running = await run({ window: scriptedWindow('cancelled', '2468', '2468') });
  const asked = forCode({ start: 'at-the-door' });
  await house.ask('request-code', asked, { key: randomUUID() });
  expect(await running.begin(asked.visit)).toEqual([{ kind: 'code', outcome: { outcome: 'waiting', why: 'cancelled' } }]);
  expect(await running.begin(asked.visit)).toEqual([{ kind: 'code', outcome: { outcome: 'sealed' } }]);
});

test('a visit that is over is forgotten, and what nobody began in time is not begun any more', async () => {
  const running = await run({ fingerprints: scriptedFingers(images(80)) });
  const [forgotten, late] = [forFingers({ start: 'at-the-door' }), forFingers({ start: 'at-the-door', until: timing.now() + 10_000 })];
  await house.ask('request-fingerprints', forgotten, { key: randomUUID() });
  expect(await house.ask('request-fingerprints', late, { key: randomUUID() })).toMatchObject({ why: 'busy' });
  await house.ask('forget-visit', { visit: forgotten.visit }, { key: randomUUID() });
  await house.ask('request-fingerprints', late, { key: randomUUID() });
  expect(await running.begin(forgotten.visit)).toEqual([]);
  timing.pass(60_000);
  expect((await result('fingerprints')).payload).toMatchObject({ visit: late.visit, result: 'failed', failure: 'too-late' });
  expect(await running.begin(late.visit)).toEqual([]);
});

test.each(['put-finger', 'finger-taken', 'sealed', 'queued', 'done'])('a network that is cut at the step %s loses nothing and doubles nothing', async (step) => {
  await run({ fingerprints: scriptedFingers(images(80)) });
  house.taking = false;
  const request = randomUUID();
  await house.ask('request-fingerprints', forFingers(), { key: request });
  // One at a time: each is taken until the step where the network goes.
  for (;;) {
    const delivered = await house.next('deliver');
    if (delivered.payload['step'] === step) break;
    house.say({ frame: 'taken', id: delivered.id });
  }
  house.taking = true;
  house.cut();
  await comeBack();
  while (agent?.keeping.deliveries.waiting().length !== 0) await new Promise(setImmediate);
  const results = house.heard.flatMap((frame) => (frame.frame === 'deliver' && frame.message === 'fingerprints' ? [frame.id] : []));
  expect(new Set(results).size).toBe(1);
  const steps = house.heard.flatMap((frame) => (frame.frame === 'deliver' && frame.message === 'progress' ? [frame] : []));
  expect(new Set(steps.map(({ id }) => id)).size).toBe(7);
  expect([...new Set(steps.map(({ payload }) => payload['number']))]).toEqual([1, 2, 3, 4, 5, 6, 7]);
});

test('what the house does not take in now comes again later under its id; what it refuses for good is told to the official', async () => {
  const running = await run({ window: scriptedWindow('2468', '2468') });
  house.taking = false;
  await house.ask('request-code', forCode(), { key: randomUUID() });
  const first = await house.next('deliver');
  house.say({ frame: 'not-taken', id: first.id, why: 'devices.unavailable', again: true });
  house.taking = true;
  const code = await result('code');
  while (running.keeping.deliveries.waiting().length > 1) await new Promise(setImmediate);
  house.taking = false;
  timing.pass(5_000);
  const repeated = await house.next('deliver', ({ id }) => id === first.id);
  house.say({ frame: 'not-taken', id: repeated.id, why: 'devices.refused', again: false });
  while (running.keeping.notices.latest().length === 0) await new Promise(setImmediate);
  expect(running.keeping.notices.latest()).toMatchObject([{ what: 'progress', why: 'devices.refused' }]);
  expect(code.payload).toMatchObject({ result: 'chosen' });
});

describe('a script', () => {
  test('is run whole in one hold of the card, and once for one key, also when the answer was lost', async () => {
    let commands = 0;
    await run({ reader: aReader(() => { commands += 1; return Promise.resolve(Buffer.from('6982', 'hex')); }) });
    const once = randomUUID();
    expect(await house.ask('run-script', aScript(), { key: once })).toMatchObject({ result: { responses: ['6982', '6982'] } });
    house.cut();
    await comeBack();
    expect(await house.ask('run-script', aScript(), { key: once })).toMatchObject({ result: { responses: ['6982', '6982'] } });
    expect(commands).toBe(2);
  });

  test('that was broken off after its first command may have run, and is not begun again under its key', async () => {
    let commands = 0;
    await run({ reader: aReader(() => { commands += 1; return commands === 1 ? Promise.resolve(Buffer.from('9000', 'hex')) : Promise.reject(new CardGone('pulled')); }) });
    const once = randomUUID();
    for (const time of ['first', 'again']) expect([time, await house.ask('run-script', aScript(), { key: once })]).toMatchObject([time, { why: 'may-have-run' }]);
    expect(commands).toBe(2);
  });

  test('for which the card was waited for until its time was over is not begun', async () => {
    const commands: Uint8Array[] = [];
    const reader = aReader((command) => { commands.push(command); return Promise.resolve(Buffer.from('9000', 'hex')); });
    const late = { ...aScript(), until: timing.now() + 5_000 };
    await run({ reader: { ...reader, use: (work) => { timing.pass(late.until - timing.now()); return reader.use(work); } } });
    expect(await house.ask('run-script', late, { key: randomUUID() })).toMatchObject({ result: { responses: [] } });
    expect(commands).toEqual([]);
  });

  test('for which there was no card may be asked again under its key', async () => {
    let [isThere, uses] = [false, 0];
    const reader = aReader();
    await run({ reader: { ...reader, use: (work) => { uses += 1; return isThere ? reader.use(work) : Promise.reject(new CardGone('none')); } } });
    const once = randomUUID();
    expect(await house.ask('run-script', aScript(), { key: once })).toMatchObject({ why: 'no-card' });
    isThere = true;
    expect(await house.ask('run-script', aScript(), { key: once })).toMatchObject({ result: { responses: ['9000', '9000'] } });
    // Once its time is over the card is not waited for.
    expect(await house.ask('run-script', { ...aScript(), until: timing.now() }, { key: randomUUID() })).toMatchObject({ result: { responses: [] } });
    expect(uses).toBe(2);
  });
});

describe('a card that is not the one that was meant', () => {
  const [mine, other] = ['A1'.repeat(16), 'B2'.repeat(16)];
  const meant = { number: '592000000283', chip: mine };
  /** What is done with a card, other than looking which one it is and how many tries its PIN has. */
  const deedsTo = (chipNow: () => string, pinpad = false) => {
    const told: string[] = [];
    const transmit: Card['transmit'] = (command) => {
      const isLook = command[1] === 0xe4 || (command[1] === 0x20 && command[4] === 0);
      if (!isLook) told.push(Buffer.from(command).toString('hex').toUpperCase());
      return Promise.resolve(Buffer.from(command[1] === 0xe4 ? `${chipNow()}${'01'.repeat(5)}17${'01'.repeat(6)}9000` : isLook ? '63C3' : '9000', 'hex'));
    };
    const asked = () => { told.push('pad'); return Promise.resolve(Uint8Array.of(0x90, 0)); };
    const reader = aReader(transmit);
    return { told, reader: pinpad ? { ...reader, hasPinpad: () => true, use: <T>(work: (card: Card) => Promise<T>) => work({ atr: Buffer.from('3B00', 'hex'), transmit, pinpad: { verify: asked, change: asked } }) } : reader };
  };

  test('gets no command of a script, and the right one gets it under the same key', async () => {
    let chip = other;
    const { told, reader } = deedsTo(() => chip);
    await run({ reader });
    const [script, once] = [{ ...aScript(), card: meant }, randomUUID()];
    expect(await house.ask('run-script', script, { key: once })).toMatchObject({ why: 'wrong-card' });
    expect(told).toEqual([]);
    chip = mine;
    expect(await house.ask('run-script', script, { key: once })).toMatchObject({ result: { responses: ['9000', '9000'] } });
    expect(told).toEqual(script.script);
  });

  test('is asked no PIN, and neither is the citizen', async () => {
    const { told, reader } = deedsTo(() => other);
    const window = scriptedWindow(...Array.from({ length: 4 }, () => '1234'));
    await run({ reader, window });
    for (const deed of ['verify-pin', 'change-pin'] as const) expect(await house.ask(deed, { ...aPin(), card: meant }, { key: randomUUID() })).toMatchObject({ why: 'wrong-card' });
    expect(await house.ask('pin-tries', { card: meant })).toMatchObject({ why: 'wrong-card' });
    expect([told, window.asked.all]).toEqual([[], []]);
  });

  test('and that was put in while the citizen typed gets nothing of what was typed', async () => {
    let chip = mine;
    const { told, reader } = deedsTo(() => chip);
    const window = scriptedWindow(planted.present);
    const ask = window.ask;
    window.ask = (question) => { chip = other; return ask(question); };
    await run({ reader, window });
    expect(await house.ask('verify-pin', { ...aPin(), card: meant }, { key: randomUUID() })).toMatchObject({ why: 'wrong-card' });
    expect(told).toEqual([]);
    expect(window.given.map((digits) => digits.every((byte) => byte === 0))).toEqual([true]);
  });

  test('cannot be told from one that is not active yet where its chip is not known: that one is asked no PIN, and a script names its card itself', async () => {
    const told: (number | undefined)[] = [];
    const window = scriptedWindow('1234');
    await run({ window, reader: aReader((command) => {
      told.push(command[1]);
      return Promise.resolve(Buffer.from(command[1] === 0xe4 ? `${mine}${'01'.repeat(5)}17${'01'.repeat(6)}9000` : command[1] === 0xb0 ? '6D00' : '9000', 'hex'));
    }) });
    const unknown = { number: meant.number, chip: null };
    expect(await house.ask('verify-pin', { ...aPin(), card: unknown }, { key: randomUUID() })).toMatchObject({ why: 'card-unreadable' });
    expect([told.includes(0x20), window.asked.all]).toEqual([false, []]);
    expect(await house.ask('run-script', { ...aScript(), card: unknown }, { key: randomUUID() })).toMatchObject({ result: { responses: ['9000', '9000'] } });
  });

  test('gets nothing that is typed on the keys of the reader either', async () => {
    const { told, reader } = deedsTo(() => other, true);
    await run({ reader });
    for (const deed of ['verify-pin', 'change-pin'] as const) expect(await house.ask(deed, { ...aPin(), card: meant }, { key: randomUUID() })).toMatchObject({ why: 'wrong-card' });
    expect(told).toEqual([]);
  });
});

describe('after the end of its visit', () => {
  const end = (visit: string) => house.ask('forget-visit', { visit }, { key: randomUUID() });
  const listening = () => {
    const told: Uint8Array[] = [];
    return { told, reader: aReader((command) => { told.push(command); return Promise.resolve(Buffer.from(command[1] === 0xe4 ? `${'01'.repeat(21)}18${'01'.repeat(6)}9000` : '9000', 'hex')); }) };
  };

  test('no script and no PIN reaches the card, also after a restart; those of another visit do', async () => {
    const { told, reader } = listening();
    const [script, pin] = [aScript(), aPin()];
    await run({ reader });
    await end(script.visit);
    await end(pin.visit);
    await agent?.close();
    await run({ reader, window: scriptedWindow(...Array.from({ length: 4 }, () => '1234')) });
    expect(await house.ask('run-script', script, { key: randomUUID() })).toMatchObject({ result: { responses: [] } });
    for (const deed of ['verify-pin', 'change-pin'] as const) expect(await house.ask(deed, pin, { key: randomUUID() })).toMatchObject({ result: { result: 'time-out', left: null } });
    expect(told).toEqual([]);
    expect(await house.ask('run-script', aScript(), { key: randomUUID() })).toMatchObject({ result: { responses: ['9000', '9000'] } });
  });

  test('a script that waits for the card at that moment is not begun', async () => {
    const { told, reader } = listening();
    const script = aScript();
    await run({ reader: { ...reader, use: async (work) => { await end(script.visit); return reader.use(work); } } });
    expect(await house.ask('run-script', script, { key: randomUUID() })).toMatchObject({ result: { responses: [] } });
    expect(told).toEqual([]);
  });

  test('the window of its PIN closes', async () => {
    const window = scriptedWindow();
    await run({ reader: listening().reader, window });
    const pin = aPin();
    const asked = house.ask('verify-pin', pin, { key: randomUUID() });
    await window.asked.times(1);
    await end(pin.visit);
    expect(await asked).toMatchObject({ result: { result: 'time-out' } });
  });

  test('what was typed in that moment is not given to the card', async () => {
    const { told, reader } = listening();
    const [window, pin] = [scriptedWindow(planted.present), aPin()];
    const ask = window.ask;
    window.ask = async (question) => { const digits = await ask(question); await end(pin.visit); return digits; };
    await run({ reader, window });
    expect(await house.ask('verify-pin', pin, { key: randomUUID() })).toMatchObject({ result: { result: 'time-out' } });
    expect(told.filter((command) => command[1] === 0x20)).toEqual([]);
    expect(window.given.map((digits) => digits.every((byte) => byte === 0))).toEqual([true]);
  });
});

test('a PIN that was typed in time is answered after its time too; of nobody is one asked after it', async () => {
  const window = scriptedWindow(planted.present);
  const ofPin = (command: Uint8Array) => (command[1] === 0xe4 ? `${'01'.repeat(21)}17${'01'.repeat(6)}9000` : command[1] === 0x20 && command[4] === 0 ? '63C3' : '9000');
  await run({ window, reader: aReader((command) => Promise.resolve(Buffer.from(ofPin(command), 'hex'))) });
  const [typed, once] = [aPin(), randomUUID()];
  expect(await house.ask('verify-pin', typed, { key: once })).toMatchObject({ result: { result: 'verified' } });
  timing.pass(typed.until - timing.now());
  // The answer was lost: asked again.
  expect(await house.ask('verify-pin', typed, { key: once })).toMatchObject({ result: { result: 'verified' } });
  for (const deed of ['verify-pin', 'change-pin'] as const) expect(await house.ask(deed, { ...aPin(), until: timing.now() }, { key: randomUUID() })).toMatchObject({ result: { result: 'time-out', left: null } });
  expect(window.given.length).toBe(1);
});

test('what is not in the contract is refused', async () => {
  await run();
  expect(await house.ask('format-disk', {})).toMatchObject({ why: 'unknown-ask' });
  expect(await house.ask('run-script', { script: ['zz'], until: timing.now() }, { key: randomUUID() })).toMatchObject({ why: 'bad-input' });
  expect(await house.ask('run-script', { visit: randomUUID(), script: ['00'], until: timing.now() })).toMatchObject({ why: 'bad-input' });
});

test('PIN, code and images are in no file of the agent and in no frame', async () => {
  const window = scriptedWindow(planted.present, planted.code, planted.code);
  const said = jest.spyOn(console, 'log');
  await run({ fingerprints: scriptedFingers(images(80)), window, reader: aReader((command) => Promise.resolve(Buffer.from(command[1] === 0xe4 ? `${'01'.repeat(21)}17${'01'.repeat(6)}9000` : command[1] === 0x20 && command[4] === 0 ? '63C3' : '9000', 'hex'))) });
  house.taking = false;
  await house.ask('request-fingerprints', forFingers(), { key: randomUUID() });
  expect(await house.ask('verify-pin', aPin(), { key: randomUUID() })).toMatchObject({ result: { result: 'verified' } });
  await house.ask('request-code', forCode(), { key: randomUUID() });
  await window.asked.times(3);
  while (agent?.keeping.deliveries.waiting().filter(({ isSealed }) => isSealed).length !== 2) await new Promise(setImmediate);
  const kept = readdirSync(home.folder).map((name) => readFileSync(join(home.folder, name), 'latin1')).join('');
  const decoded = house.wire.flatMap((text) => text.split('.').map((part) => Buffer.from(part, 'base64url').toString('latin1'))).join('');
  for (const secret of [planted.image.toString('latin1'), planted.image.toString('base64').slice(0, 80), planted.image.toString('hex'), planted.code, planted.present]) {
    for (const [place, text] of Object.entries({ kept, decoded, wire: house.wire.join(''), said: JSON.stringify(said.mock.calls) })) expect([place, text.includes(secret)]).toEqual([place, false]);
  }
  expect(kept).toContain('progress');
  expect(window.given.every((digits) => digits.every((byte) => byte === 0))).toBe(true);
});
