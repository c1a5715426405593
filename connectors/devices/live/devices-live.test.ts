import { createHash, randomUUID, sign, X509Certificate } from 'node:crypto';
import type { z } from 'zod';
import { makeTestCertificate } from '#services/wire-kit/ws-security/test-certificates.ts';
import { makeCardNumber } from '#services/belgium/card-number.ts';
import { makeInsz } from '#services/belgium/insz.ts';
import type { AgentAnswer, AgentLines, EnrolledAgent } from '#services/kernel/agent-lines.ts';
import type { LiveEnv } from '#services/kernel/connector.ts';
import { Failure } from '#services/kernel/failure.ts';
import type { OutwardCall } from '#services/kernel/port.ts';
import { asks } from '../wire/asks.ts';
import { checkDevices } from './check-devices.ts';
import { devicesLive } from './devices-live.ts';
import { devicesLiveSettings, type DevicesLiveSettings } from './devices-settings.ts';
import { openLiveDevices } from './open-live-devices.ts';

/** The house's half of the line: what it asks of an agent, what it believes of the answer, and what it says of it in the words of the port. */

const realNow = Date.UTC(2026, 10, 24, 9);
/** Business time is a month ahead: a sandbox may have moved it. */
const now = realNow + 30 * 86_400_000;
const [from, to] = [new Date('2024-01-01'), new Date('2034-01-01')];
const files = new Map<string, string>();
let register: Awaited<ReturnType<typeof makeTestCertificate>>;
beforeAll(async () => {
  const root = await makeTestCertificate({ name: 'CN=Belgium Root CA TEST, C=BE', from, to, ca: {} });
  register = await makeTestCertificate({ name: 'CN=RRN, O=RRN, C=BE', issuer: root, from, to });
  files.set('file:/roots.pem', root.certificatePem);
  files.set('file:/biza.pem', (await makeTestCertificate({ name: 'CN=BiZa TEST', from, to })).certificatePem);
});

const config = devicesLiveSettings.parse({ cardRoots: 'file:/roots.pem', biza: { keyId: 'biza-1', certificate: 'file:/biza.pem' } });
interface Asked { readonly device: string; readonly operation: string; readonly input: unknown; readonly key: string | null; readonly withinMs: number }
let asked: Asked[];
let answer: (asked: Asked) => AgentAnswer | Promise<AgentAnswer>;
let enrolled: EnrolledAgent[];
beforeEach(() => { asked = []; enrolled = []; answer = () => ({ done: true, result: {} }); });
const agents: AgentLines = {
  list: async () => enrolled,
  ask: async (device, operation, input, { key, withinMs }) => { const one = { device, operation, input, key, withinMs }; asked.push(one); return answer(one); },
};
const env: LiveEnv<DevicesLiveSettings> = {
  config, municipality: { id: 'gent', nis: '44021' }, now: () => now, realNow: () => realNow, random: () => 0.5, fetch: () => Promise.reject(new Error('a device is reached by its own line')), url: () => 'https://house.example',
  secret: (reference) => { const found = files.get(reference); if (found === undefined) throw new Error('nothing there'); return found; }, agents,
};
const port = openLiveDevices(env);
const call = (key = randomUUID()): OutwardCall => ({ key, dossier: null, actor: 'official:els.peeters', traceId: 'trace', signal: new AbortController().signal, sealed: () => Promise.reject(new Error('nothing is passed on')) });
const at = { device: 'tablet-1', visit: randomUUID() };
const fails = (type: string, detail?: string) => expect.objectContaining({ type: `devices.${type}`, ...(detail !== undefined && { data: expect.objectContaining({ issues: [expect.objectContaining({ detail }) as unknown] }) as unknown }) });
const refusing = (why: string) => { answer = () => ({ done: false, why }); };

/** Every input must be one that the wire allows: an agent refuses what it does not know. */
const inputs = new Map<string, z.ZodType>(Object.entries(asks).map(([name, { input }]) => [name, input]));
afterEach(() => { for (const { operation, input } of asked) expect([operation, inputs.get(operation)?.safeParse(input).success]).toEqual([operation, true]); });

describe('a card', () => {
  const photo = Buffer.from([0xff, 0xd8, 1, 2, 3]);
  const [insz, cardNumber] = [makeInsz('1960-06-01', 3, { testPerson: true }), makeCardNumber('5911917064')];
  const tlv = (fields: Record<number, string | Buffer>) => Buffer.concat(Object.entries(fields).map(([tag, value]) => { const bytes = Buffer.from(value); return Buffer.concat([Buffer.from([Number(tag), bytes.length]), bytes]); }));
  const identity = tlv({
    1: cardNumber, 2: Buffer.alloc(16, 1), 3: '24.11.2024', 4: '24.11.2034', 5: 'Gent', 6: insz, 7: 'Persoon', 8: 'Test Anna', 9: 'M', 10: 'Belg', 11: 'Gent', 12: '01 JUIN 1960', 13: 'V', 14: '', 15: '1', 16: '0', 17: createHash('sha256').update(photo).digest(),
  });
  const address = tlv({ 1: 'Kouter 1', 2: '9000', 3: 'Gent' });
  const readAs = (changed: Record<string, Buffer> = {}, said: object = {}): AgentAnswer => {
    const seal = (bytes: Buffer) => sign('sha256', bytes, register.privateKeyPem);
    const signature = seal(identity);
    const read: Record<string, Buffer> = {
      identity, 'identity-signature': signature, address: Buffer.concat([address, Buffer.alloc(20)]), 'address-signature': seal(Buffer.concat([address, signature])), photo,
      'rrn-certificate': new X509Certificate(register.certificatePem).raw, ...changed,
    };
    return { done: true, result: { atr: '3B7F', applet: 'AA', files: Object.fromEntries(Object.entries(read).map(([name, bytes]) => [name, bytes.toString('base64')])), activated: true, pinTriesLeft: 3, ...said } };
  };
  const read = () => port.readCard(at, call());

  test('that the National Register signed is given as it is', async () => {
    answer = () => readAs();
    expect(await read()).toEqual({
      cardNumber, insz, lastName: 'Persoon', firstNames: 'Test Anna', validUntil: '2034-11-24', activated: true, photo: photo.toString('base64'), address: { street: 'Kouter 1', postcode: '9000', municipality: 'Gent' }, pinTriesLeft: 3,
    });
    expect(asked).toEqual([expect.objectContaining({ operation: 'read-card', key: null })]);
  });
  test.each<[string, string, () => Promise<Record<string, Buffer>>]>([
    ['another name on it', 'forged-identity', async () => ({ identity: Buffer.from(identity.toString('latin1').replace('Persoon', 'Persaan'), 'latin1') })],
    ['another photo', 'forged-photo', async () => ({ photo: Buffer.from([0xff, 0xd8, 9]) })],
    ['another address', 'forged-address', async () => ({ address: tlv({ 1: 'Kouter 2', 2: '9000', 3: 'Gent' }) })],
    ['a register that nobody we trust vouches for', 'unknown-authority', async () => ({ 'rrn-certificate': new X509Certificate((await makeTestCertificate({ name: 'CN=RRN, O=RRN, C=BE', from, to })).certificatePem).raw })],
  ])('with %s is a forged one', async (_title, detail, change) => {
    const changed = await change();
    answer = () => readAs(changed);
    await expect(read()).rejects.toEqual(fails('forged-card', detail));
  });
  test('of which a file is missing cannot be read, and one that is not activated says nothing that could be believed', async () => {
    answer = () => readAs({ identity: Buffer.alloc(0) });
    await expect(read()).rejects.toEqual(fails('card-unreadable', 'unreadable'));
    answer = () => ({ done: true, result: { atr: '3B7F', applet: 'AA', files: {}, activated: false, pinTriesLeft: null } });
    await expect(read()).rejects.toEqual(fails('card-unreadable', 'not-activated'));
  });
  test('is told in no failure', async () => {
    answer = () => readAs({ photo: Buffer.from([1]) });
    const error: unknown = await read().catch((thrown: unknown) => thrown);
    expect(JSON.stringify(error)).not.toMatch(new RegExp(`Persoon|${insz}`));
  });
});

const meant = { cardNumber: makeCardNumber('5911917064'), chip: 'A0'.repeat(16) };
const withCard = {
  pin: () => port.verifyPin({ ...at, card: meant, language: 'nl', until: now + 5_000 }, call()), change: () => port.changePin({ ...at, card: meant, language: 'nl', until: now + 5_000 }, call()),
  tries: () => port.pinTries({ ...at, card: meant }, call()), script: () => port.runScript({ ...at, card: meant, script: ['00A4'], until: now + 60_000 }, call()),
};

describe('what is done with a card', () => {
  test('names the card that it is meant for: its number, and that of its chip where it is known', async () => {
    refusing('no-card');
    for (const ask of Object.values(withCard)) await ask().catch(() => undefined);
    expect(asked.map(({ input }) => input)).toEqual(asked.map(() => expect.objectContaining({ card: { number: meant.cardNumber, chip: meant.chip } })));
    expect(asked).toHaveLength(4);
  });
  test('and not done because another card is in the reader, is an answer: a person puts the right one in', async () => {
    refusing('wrong-card');
    expect(await withCard.pin()).toEqual({ result: 'wrong-card', left: null });
    expect(await withCard.change()).toEqual({ result: 'wrong-card', left: null });
    expect(await withCard.script()).toEqual({ responses: [], refused: 'wrong-card' });
    await expect(withCard.tries()).rejects.toEqual(fails('wrong-card'));
  });
  test('is not done by an agent that cannot look which card there is: it is told apart by not understanding the ask', async () => {
    refusing('bad-input');
    for (const ask of Object.values(withCard)) await expect(ask()).rejects.toEqual(fails('outdated'));
    await expect(port.forgetVisit(at, call())).rejects.toEqual(fails('refused', 'bad-input'));
  });
});

describe('what a device is asked', () => {
  const dossier = randomUUID();
  const captured = { ...at, dossier, fingers: ['left-index' as const], exceptions: [], leastQuality: 60, tries: 3, start: 'at-the-door' as const, until: now + 3_600_000 };
  test('is asked under the key of the effect, which the device carries out once', async () => {
    const key = randomUUID();
    answer = ({ operation }) => ({ done: true, result: operation === 'run-script' ? { responses: ['9000'] } : {} });
    await port.requestFingerprints(captured, call(key));
    expect(await port.runScript({ ...at, card: meant, script: ['00A4'], until: now + 60_000 }, call(key))).toEqual({ responses: ['9000'] });
    await port.forgetVisit(at, call(key));
    expect(asked.map((one) => one.key)).toEqual([key, key, key]);
  });
  test('names the key of BiZa, and the end in the device\'s own time whatever the business time is', async () => {
    await port.requestFingerprints(captured, call());
    await port.requestCode({ ...at, dossier, language: 'fr', start: 'now', until: now - 1 }, call());
    expect(asked.map(({ input }) => input)).toEqual([
      expect.objectContaining({ until: realNow + 3_600_000, biza: { keyId: 'biza-1', certificate: files.get('file:/biza.pem') } }), expect.objectContaining({ until: realNow - 1, language: 'fr' }),
    ]);
  });
  test('is waited for as long as there is time, and asked after it too: the device knows whether a PIN was typed before', async () => {
    answer = () => ({ done: true, result: { result: 'wrong', left: 2 } });
    expect(await port.verifyPin({ ...at, card: meant, language: 'nl', until: now + 5_000 }, call())).toEqual({ result: 'wrong', left: 2 });
    expect(asked[0]?.withinMs).toBe(5_000);
    answer = () => ({ done: true, result: { result: 'changed', left: 3 } });
    expect(await port.changePin({ ...at, card: meant, language: 'nl', until: now }, call())).toEqual({ result: 'changed', left: 3 });
  });
});

test.each([
  ['no-card', 'no-card'], ['busy', 'busy'], ['reader-gone', 'unavailable'], ['absent', 'unavailable'], ['card-unreadable', 'card-unreadable'],
  ['biza-key-unknown', 'refused'], ['may-have-run', 'refused'], ['constructor', 'refused'],
])('an agent that says %s is, to the house, devices.%s', async (why, type) => {
  refusing(why);
  await expect(port.forgetVisit(at, call())).rejects.toEqual(fails(type, type === 'refused' ? why : undefined));
});

test.each([['not-connected', 'unavailable'], ['no-answer', 'no-answer'], ['not-allowed', 'refused']])('a line that says agents.%s is devices.%s', async (name, type) => {
  answer = () => Promise.reject(new Failure(`agents.${name}`, { status: 503, retry: 'safe', title: 'x' }));
  await expect(port.pinTries({ ...at, card: meant }, call())).rejects.toEqual(fails(type));
});

test('an agent that answers something else than was agreed is refused, and what it said is told to nobody', async () => {
  answer = () => ({ done: true, result: { left: 'planted-value' } });
  const error: unknown = await port.pinTries({ ...at, card: meant }, call()).catch((thrown: unknown) => thrown);
  expect(error).toEqual(fails('refused', 'answered-something-else'));
  expect(JSON.stringify(error)).not.toContain('planted-value');
});

test('a device that has no line is listed, with nothing ready', async () => {
  enrolled = [{ device: 'tablet-1', title: 'Tablet', rights: ['delivery'], state: undefined }, { device: 'tablet-2', title: 'Tablet 2', rights: ['capture', 'delivery'], state: { cardReader: 'ready', pinpad: true, fingerprints: 'busy', waiting: 2 } }];
  expect(await port.list({}, call())).toEqual({ devices: [
    { device: 'tablet-1', title: 'Tablet', rights: ['delivery'], cardReader: 'absent', pinpad: false, fingerprints: 'absent', waiting: 0 },
    { device: 'tablet-2', title: 'Tablet 2', rights: ['capture', 'delivery'], cardReader: 'ready', pinpad: true, fingerprints: 'busy', waiting: 2 },
  ] });
});

test('fingerprints are for a device that may capture; the rest is for every one; and nobody is asked what is not agreed', () => {
  const side = devicesLive.agents?.(env);
  expect(Object.fromEntries([...Object.keys(asks), 'fingerprints', 'code', 'progress', 'anything'].map((what) => [what, side?.rightFor(what)]))).toEqual({
    'read-card': 'delivery', 'run-script': 'delivery', 'pin-tries': 'delivery', 'verify-pin': 'delivery', 'change-pin': 'delivery', 'request-code': 'delivery', 'forget-visit': 'delivery',
    'request-fingerprints': 'capture', fingerprints: 'capture', code: 'delivery', progress: 'delivery', anything: undefined,
  });
});

describe('a look at it', () => {
  test('says until when cards are believed and devices seal, and how many devices there are', async () => {
    enrolled = [{ device: 'tablet-1', title: 'Tablet', rights: ['delivery'], state: undefined }];
    const found = await checkDevices(env);
    expect(found.every(({ ok }) => ok)).toBe(true);
    expect(found.map(({ says }) => says).join(' ')).toMatch(/2034-01-01.*1 devices are enrolled, 0 of them have a line now/);
  });
  test('says what is missing', async () => {
    const found = await checkDevices({ ...env, config: devicesLiveSettings.parse({ cardRoots: 'file:/none.pem', biza: { keyId: 'b', certificate: 'file:/none.pem' } }) });
    expect(found.filter(({ ok }) => !ok).map(({ what }) => what)).toEqual(['credentials', 'credentials', 'reachability']);
  });
});
