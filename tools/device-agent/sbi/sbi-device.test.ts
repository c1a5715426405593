import { createHash } from 'node:crypto';
import { createServer, type AddressInfo } from 'node:net';
import { makeDeviceKeys, type DeviceKeys } from '#tools/simulated-sbi/device-keys.ts';
import { openSimulatedSbi, type SimulatedSbi, type SimulatedSbiMeans } from '#tools/simulated-sbi/open-simulated-sbi.ts';
import type { SbiFault } from '#tools/simulated-sbi/sbi-faults.ts';
import type { CaptureAsked, FingerprintDevice } from '../fingerprint-device.ts';
import { realAfter, type After } from './after.ts';
import { nextHash, firstHash } from './judge-capture.ts';
import { readPrint } from './read-print.ts';
import { sbiDevice, type SbiMeans } from './sbi-device.ts';
import { sbiSettings } from './sbi-settings.ts';

/** A fingerprint device over the wire: our own client against a simulated device, over real sockets. No clock runs by itself. */

const start = Date.UTC(2026, 10, 24, 9);
const atOnce: After = (_ms, then) => { const soon = setImmediate(then); return () => clearImmediate(soon); };

/** Timers of the agent: they ring when the test says so. */
function alarms() {
  const set = new Set<() => void>();
  const after: After = (_ms, then) => { set.add(then); return () => { set.delete(then); }; };
  return { after, ring: () => { for (const then of set) then(); }, count: () => set.size };
}

let keys: DeviceKeys;
beforeAll(async () => { keys = await makeDeviceKeys({ maker: 'Maker', now: start }); });

let opened: SimulatedSbi[];
let alarm: ReturnType<typeof alarms>;
beforeEach(() => { opened = []; alarm = alarms(); });
afterEach(async () => { for (const simulated of opened) await simulated.close(); });

async function simulate(means: Partial<SimulatedSbiMeans> = {}): Promise<SimulatedSbi> {
  const simulated = await openSimulatedSbi({ keys, now: () => start, after: atOnce, ...means });
  opened.push(simulated);
  return simulated;
}

const agentFor = ({ port, provider }: { port: number; provider: string }, settings: object = {}, means: Partial<SbiMeans> = {}): FingerprintDevice =>
  sbiDevice(sbiSettings.parse({ ports: { from: port, to: port }, providers: [provider], environment: 'Developer', ...settings }), { now: () => start, after: alarm.after, ...means });

const asked = (overrides: Partial<CaptureAsked> = {}): CaptureAsked =>
  ({ transaction: 'try-1', fingers: ['left-index', 'right-index'], exceptions: [], leastQuality: 60, withinMs: 10_000, signal: new AbortController().signal, ...overrides });
const fails = (code: string) => expect.objectContaining({ name: 'FingerprintsFailed', code });

describe('a device that works', () => {
  test.each(['Single', 'Slap'] as const)('gives the fingers that were asked, each with its quality and a record of that finger (%s)', async (kind) => {
    const simulated = await simulate({ kind });
    simulated.put('left-index', 81);
    simulated.put('right-index', 67);
    const fingers = await agentFor(simulated).capture(asked());
    expect(fingers.map(({ finger, quality }) => [finger, quality])).toEqual([['left-index', 81], ['right-index', 67]]);
    expect(fingers.map(({ image }) => readPrint(Buffer.from(image)))).toEqual([expect.objectContaining({ position: 7, compression: 6 }), expect.objectContaining({ position: 2, width: 260, height: 320 })]);
  });

  test.each([
    ['left-index', 7], ['right-index', 2], ['left-middle', 8], ['right-middle', 3], ['left-ring', 9], ['right-ring', 4], ['left-little', 10], ['right-little', 5], ['left-thumb', 6], ['right-thumb', 1],
  ] as const)('can take the %s where another one is impossible', async (finger, position) => {
    const simulated = await simulate({ kind: 'Slap' });
    const others = (['left-index', 'right-index'] as const).filter((other) => other !== finger);
    const [taken] = await agentFor(simulated).capture(asked({ fingers: [finger], exceptions: others }));
    expect([taken?.finger, readPrint(Buffer.from(taken?.image ?? []))?.position]).toEqual([finger, position]);
  });

  test('says what it is doing', async () => {
    const simulated = await simulate();
    const agent = agentFor(simulated);
    expect(await agent.state()).toBe('ready');
    simulated.become('Busy');
    expect(await agent.state()).toBe('busy');
    simulated.become('Not Ready');
    expect(await agent.state()).toBe('not-ready');
    simulated.become('Not Registered');
    expect(await agent.state()).toBe('not-ready');
    await simulated.close();
    expect(await agent.state()).toBe('absent');
  });

  test('is found again on another port after its service was started anew', async () => {
    const first = await simulate();
    const agent = agentFor(first, { ports: { from: Math.max(1, first.port - 4), to: first.port + 4 } }, { after: realAfter });
    expect(await agent.state()).toBe('ready');
    await first.close();
    const free = await freePortNear(first.port);
    await simulate({ port: free });
    expect(await agent.state()).toBe('ready');
  });

  test('is found among other programs that listen, and one that is not believed does not hide it', async () => {
    const foreign = await simulate({ keys: { ...keys, device: keys.foreign } });
    const real = await simulate({ port: await freePortNear(foreign.port) });
    const port = await freePortNear(foreign.port);
    const other = createServer((socket) => socket.on('error', () => socket.destroy()).resume().end('no words of ours\r\n'));
    await new Promise<void>((listening) => { other.listen(port, '127.0.0.1', listening); });
    const ports = { from: Math.min(foreign.port, real.port) - 4, to: Math.max(foreign.port, real.port) + 4 };
    await expect(agentFor(real, { ports }, { after: realAfter }).capture(asked())).resolves.toHaveLength(2);
    await new Promise((closed) => { other.close(closed); });
  });

  test('that answers slowly, in pieces, is waited for', async () => {
    const simulated = await simulate();
    simulated.next('RCAPTURE', 'slow');
    await expect(agentFor(simulated).capture(asked())).resolves.toHaveLength(2);
  });

  test('leaves no timer and nothing to wait for behind', async () => {
    const simulated = await simulate();
    await agentFor(simulated).capture(asked());
    expect(alarm.count()).toBe(0);
  });
});

describe('a finger', () => {
  test('that is too poor is not kept, and the official is told which one', async () => {
    const simulated = await simulate();
    simulated.put('right-index', 31);
    await expect(agentFor(simulated).capture(asked())).rejects.toMatchObject({ code: 'poor-quality', qualities: [{ finger: 'left-index' }, { finger: 'right-index', quality: 31 }] });
  });
  test('exactly as good as asked is good', async () => {
    const simulated = await simulate();
    simulated.put('left-index', 60);
    await expect(agentFor(simulated).capture(asked({ fingers: ['left-index'] }))).resolves.toHaveLength(1);
    simulated.put('left-index', 59);
    await expect(agentFor(simulated).capture(asked({ fingers: ['left-index'] }))).rejects.toEqual(fails('poor-quality'));
  });
  test('that is not put on the device is missed, and after that the device is free', async () => {
    const simulated = await simulate();
    simulated.put('right-index', 'missing');
    const agent = agentFor(simulated);
    await expect(agent.capture(asked())).rejects.toEqual(fails('no-finger'));
    expect(await agent.state()).toBe('ready');
  });
});

describe('a device that cannot', () => {
  test.each([['Busy', 'busy'], ['Not Ready', 'not-ready'], ['Not Registered', 'not-registered']] as const)('because it is %s is not asked for fingers', async (status, code) => {
    const simulated = await simulate();
    simulated.become(status);
    await expect(agentFor(simulated).capture(asked())).rejects.toEqual(fails(code));
    expect(simulated.asked()).toBe(0);
  });
  test('because it is gone is absent', async () => {
    const simulated = await simulate();
    await simulated.close();
    await expect(agentFor(simulated).capture(asked())).rejects.toEqual(fails('absent'));
  });
  test.each([['code:100', 'not-registered'], ['code:101', 'no-finger'], ['code:102', 'device-failed'], ['code:103', 'device-failed'], ['code:105', 'badly-placed'], ['code:106', 'absent'], ['code:107', 'not-registered'], ['code:110', 'not-ready'], ['code:111', 'busy'], ['code:112', 'device-failed'], ['code:202', 'absent'], ['code:599', 'device-failed']] as const)('says so by %s', async (fault, code) => {
    const simulated = await simulate();
    simulated.next('RCAPTURE', fault);
    await expect(agentFor(simulated).capture(asked())).rejects.toEqual(fails(code));
  });
  test('and says so by a code of its maker is asked what it is doing', async () => {
    const simulated = await simulate();
    simulated.next('RCAPTURE', 'code:640');
    // Read each time something is judged: after the refusal the device is no longer ready.
    const now = () => { if (simulated.asked() > 0) simulated.become('Not Ready'); return start; };
    await expect(agentFor(simulated, {}, { now }).capture(asked())).rejects.toEqual(fails('not-ready'));
  });
  test('while another program captures is busy', async () => {
    const simulated = await simulate({ after: () => () => {} });
    const controller = new AbortController();
    const begun = simulated.captureBegins();
    const first = agentFor(simulated).capture(asked({ signal: controller.signal }));
    await begun;
    await expect(agentFor(simulated).capture(asked())).rejects.toEqual(fails('busy'));
    controller.abort(new Error('done'));
    await expect(first).rejects.toThrow('done');
  });
});

describe('an answer that is not believed', () => {
  test.each<[SbiFault, string]>([
    ['bad-signature', 'bad-signature'], ['altered', 'bad-signature'], ['unsigned', 'bad-signature'], ['foreign-certificate', 'foreign-device'], ['expired-certificate', 'not-registered'],
    ['other-device', 'foreign-device'], ['other-transaction', 'bad-answer'], ['other-finger', 'bad-answer'], ['other-image', 'bad-answer'], ['wrong-hash', 'broken-chain'], ['one-missing', 'bad-answer'], ['one-twice', 'bad-answer'],
    ['garbage', 'bad-answer'], ['not-http', 'bad-answer'], ['hang-up', 'device-failed'], ['oversized', 'bad-answer'],
  ])('%s', async (fault, code) => {
    const simulated = await simulate();
    simulated.next('RCAPTURE', fault);
    const agent = agentFor(simulated);
    await expect(agent.capture(asked())).rejects.toEqual(fails(code));
    await expect(agent.capture(asked({ transaction: 'try-2' }))).resolves.toHaveLength(2);
  });
  test('the answer of an earlier try, played again, is not one of this try', async () => {
    const simulated = await simulate();
    const agent = agentFor(simulated);
    await agent.capture(asked({ fingers: ['left-index'] }));
    simulated.next('RCAPTURE', 'replayed');
    await expect(agent.capture(asked({ fingers: ['left-index'], transaction: 'try-2' }))).rejects.toEqual(fails('bad-answer'));
  });
  test('a second finger that does not follow the first one breaks the chain', async () => {
    const simulated = await simulate();
    simulated.next('RCAPTURE', 'slow');
    simulated.next('RCAPTURE', 'wrong-hash');
    await expect(agentFor(simulated).capture(asked())).rejects.toEqual(fails('broken-chain'));
    expect(simulated.asked()).toBe(2);
  });
  test('a device whose certificate has ended since is no longer registered', async () => {
    const simulated = await simulate();
    await expect(agentFor(simulated, {}, { now: () => start + 11 * 365 * 86_400_000 }).capture(asked())).rejects.toEqual(fails('not-registered'));
  });
  test('a device of another maker is not used, nor another device than the one that was named', async () => {
    const simulated = await simulate({ serial: '000000000042' });
    const other = await makeDeviceKeys({ maker: 'Other', now: start });
    await expect(agentFor({ port: simulated.port, provider: other.provider }).capture(asked())).rejects.toEqual(fails('foreign-device'));
    await expect(agentFor(simulated, { serial: '000000000001' }).capture(asked())).rejects.toEqual(fails('foreign-device'));
    await expect(agentFor(simulated, { serial: '000000000042' }).capture(asked())).resolves.toHaveLength(2);
  });
  test('a device of another environment is none of ours', async () => {
    const simulated = await simulate({ environment: 'Staging' });
    await expect(agentFor(simulated).capture(asked())).rejects.toEqual(fails('absent'));
  });
  test.each<[SbiFault, string]>([['bad-signature', 'bad-signature'], ['foreign-certificate', 'foreign-device'], ['expired-certificate', 'not-registered'], ['garbage', 'bad-answer'], ['oversized', 'bad-answer'], ['hang-up', 'device-failed']])('who the device is, said with %s', async (fault, code) => {
    const simulated = await simulate();
    simulated.next('MOSIPDINFO', fault);
    await expect(agentFor(simulated).capture(asked())).rejects.toEqual(fails(code));
    expect(simulated.asked()).toBe(0);
  });
});

describe('a citizen, or an official, who gives up', () => {
  test('ends the capture at once, and the device is free', async () => {
    const simulated = await simulate({ after: () => () => {} });
    const agent = agentFor(simulated);
    const controller = new AbortController();
    const begun = simulated.captureBegins();
    const capture = agent.capture(asked({ signal: controller.signal }));
    await begun;
    controller.abort(new Error('called off'));
    await expect(capture).rejects.toThrow('called off');
    while (await agent.state() !== 'ready') await new Promise((soon) => { setImmediate(soon); });
    expect(alarm.count()).toBe(0);
  });
  test('before it began captures nothing', async () => {
    const simulated = await simulate();
    await expect(agentFor(simulated).capture(asked({ signal: AbortSignal.abort(new Error('called off')) }))).rejects.toThrow('called off');
    expect(simulated.asked()).toBe(0);
  });
  test('a device that says nothing at all is not waited for longer than was allowed', async () => {
    const simulated = await simulate({ after: () => () => {} });
    const begun = simulated.captureBegins();
    const capture = agentFor(simulated).capture(asked());
    void begun.then(alarm.ring);
    await expect(capture).rejects.toEqual(fails('time-out'));
  });
});

test.each<[string, SbiFault]>([['whose chain breaks at the second finger', 'wrong-hash'], ['whose second finger is signed wrongly', 'bad-signature'], ['that is of another transaction', 'other-transaction']])('of a capture %s no image is left in what this program held', async (_what, fault) => {
  const simulated = await simulate({ kind: 'Slap' });
  const alloc = jest.spyOn(Buffer, 'alloc');
  simulated.next('RCAPTURE', 'slow');
  simulated.next('RCAPTURE', fault);
  await expect(agentFor(simulated).capture(asked())).rejects.toHaveProperty('name', 'FingerprintsFailed');
  const held = alloc.mock.results.map(({ value }: { value?: unknown }) => (value instanceof Buffer ? value : Buffer.from('')));
  alloc.mockRestore();
  // The simulated device lives in this process too: its own image and the headers of it are the small ones, made by other means.
  const ours = held.filter((bytes) => bytes.length > 10_000);
  expect(ours.length).toBeGreaterThan(2);
  expect(ours.filter((bytes) => bytes.includes('FIR\x00020') || bytes.includes('bioValue') || bytes.includes('"biometrics"'))).toEqual([]);
});

test('hashes follow each other as the specification has it', () => {
  const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest();
  expect(firstHash).toBe('E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855');
  expect(nextHash(firstHash, Buffer.from('image'))).toBe(sha256(Buffer.concat([sha256(Buffer.alloc(0)), sha256(Buffer.from('image'))])).toString('hex').toUpperCase());
});

/** A port that nobody listens on, within four of this one, so that both are in the range an agent looks at. */
async function freePortNear(port: number): Promise<number> {
  for (const candidate of [1, 2, 3, 4, -1, -2, -3, -4].map((step) => port + step)) {
    const server = createServer();
    const free = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false));
      server.listen(candidate, '127.0.0.1', () => resolve(true));
    });
    const found = free ? portOf(server.address()) : undefined;
    if (free) await new Promise((closed) => { server.close(closed); });
    if (found !== undefined) return found;
  }
  throw new Error('No port is free near it.');
}
const portOf = (address: AddressInfo | string | null): number | undefined => (typeof address === 'object' ? address?.port : undefined);
