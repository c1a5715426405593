import { X509Certificate } from 'node:crypto';
import type { After } from '#tools/device-agent/sbi/after.ts';
import { makeDeviceKeys, type DeviceKeys } from '#tools/simulated-sbi/device-keys.ts';
import { openSimulatedSbi, type SimulatedSbi, type SimulatedSbiMeans } from '#tools/simulated-sbi/open-simulated-sbi.ts';
import { checkSbi } from './check-sbi.ts';
import { readDeviceOptions } from './device-options.ts';
import { allWell } from './report-table.ts';

const now = Date.UTC(2026, 10, 24, 9);
let keys: DeviceKeys;
beforeAll(async () => { keys = await makeDeviceKeys({ maker: 'Maker', now }); });

/** The person at the device does what is said: holds the finger back where that is asked. */
function aPerson() {
  const held = new Set<() => void>();
  let holds = false;
  const after: After = (_ms, then) => {
    if (holds) { held.add(then); return () => { held.delete(then); }; }
    const soon = setImmediate(then);
    return () => clearImmediate(soon);
  };
  const hear = (what: string) => {
    holds = what.includes('until you are asked');
    if (!holds) for (const then of held) { held.delete(then); then(); }
  };
  return { after, hear };
}

async function check(prepare: (device: SimulatedSbi) => void = () => {}, { means = {}, provider = keys.provider, onSay = () => {} }: { means?: Partial<SimulatedSbiMeans>; provider?: string; onSay?: (what: string, device: SimulatedSbi) => void } = {}) {
  const { after, hear } = aPerson();
  const device = await openSimulatedSbi({ keys, now: () => now, after, ...means });
  let tries = 0;
  prepare(device);
  const rows = await checkSbi({
    port: device.port, providers: [provider], certificates: [new X509Certificate(provider)], environment: 'Developer', now: () => now, after: () => () => {}, fingers: ['left-index', 'right-index'], fingerWithinMs: 10_000,
    newTransaction: () => { tries += 1; return `try-${tries}`; }, say: (what) => { onSay(what, device); hear(what); },
  });
  await device.close();
  return { rows, bad: rows.filter(({ ok }) => ok === false).map(({ what, says }) => `${what}: ${says}`) };
}

test.each(['Single', 'Slap'] as const)('a good device passes every row (%s)', async (kind) => {
  const { rows, bad } = await check(undefined, { means: { kind } });
  expect([bad, rows.filter(({ ok }) => ok === 'skipped')]).toEqual([[], []]);
  expect(allWell(rows)).toBe(true);
  expect(rows).toContainEqual({ what: 'lets each hash follow the one before', ok: true, says: '2 in a row' });
  expect(rows).toContainEqual({ what: 'is busy for others while it captures', ok: true, says: 'a second capture was refused with code 111' });
});

const signed = 'signs each answer, for the device, transaction and finger that were asked';
test.each<[string, (device: SimulatedSbi) => void, string]>([
  ['signs wrongly', (device) => device.next('RCAPTURE', 'bad-signature'), `${signed}: bad-signature`],
  ['is another device than it says', (device) => device.next('RCAPTURE', 'other-device'), `${signed}: foreign-device`],
  ['answers for another transaction', (device) => device.next('RCAPTURE', 'other-transaction'), `${signed}: bad-answer`],
  ['breaks the chain of hashes', (device) => device.next('RCAPTURE', 'wrong-hash'), 'lets each hash follow the one before: 1 in a row'],
  ['has a finger that it does not take', (device) => device.put('right-index', 'missing'), 'takes the right index: no-finger'],
  ['gives another finger', (device) => device.next('RCAPTURE', 'other-finger'), 'takes the left index: bad-answer'],
  ['is found under another name', (device) => device.next('MOSIPDISC', 'code:106'), 'names itself in MOSIPDISC as in MOSIPDINFO: another identity, or none'],
  ['is not ready', (device) => device.become('Not Ready'), 'is ready: not-ready'],
  ['nobody registered', (device) => device.become('Not Registered'), 'says who it is in MOSIPDINFO, signed by a maker that is believed: not-registered'],
  ['speaks no HTTP', (device) => device.next('MOSIPDISC', 'not-http'), 'is found by MOSIPDISC: bad-answer'],
])('a device that %s is found out', async (_what, prepare, said) => {
  expect((await check(prepare)).bad).toContain(said);
});

test('a device that lets a second program in while it captures is found out', async () => {
  const letIn = (what: string, device: SimulatedSbi) => {
    if (!what.includes('until you are asked')) return;
    device.next('RCAPTURE', 'slow');
    device.next('RCAPTURE', 'code:599');
  };
  expect((await check(undefined, { onSay: letIn })).bad).toEqual(['is busy for others while it captures: a second capture was refused with code 599']);
});

test('a device of a maker that is not believed is asked for no finger', async () => {
  const other = await makeDeviceKeys({ maker: 'Other', now });
  const said: string[] = [];
  const { rows, bad } = await check(undefined, { provider: other.provider, onSay: (what) => { said.push(what); } });
  expect(bad).toEqual(['says who it is in MOSIPDINFO, signed by a maker that is believed: foreign-device']);
  expect([rows.length, said]).toEqual([2, []]);
});

describe('on the command line', () => {
  const given = { roots: [], provider: ['maker.pem'], environment: 'Developer', fingers: 'left-index,right-thumb', seconds: '20' };
  test('a device is named, and its maker', () => {
    expect(readDeviceOptions({ ...given, sbi: '4501' })).toEqual({ kind: 'sbi', port: 4_501, environment: 'Developer', fingers: ['left-index', 'right-thumb'], fingerWithinMs: 20_000, certificates: ['maker.pem'] });
    expect(readDeviceOptions({ ...given, reader: 'any', roots: ['root.pem'] })).toEqual({ kind: 'reader', name: undefined, certificates: ['root.pem'] });
    expect(readDeviceOptions({ ...given, reader: 'ACME' })).toMatchObject({ kind: 'reader', name: 'ACME' });
  });
  test.each([
    [{}, 'one of --reader and --sbi is asked'], [{ sbi: '4501', reader: 'any' }, 'one of --reader and --sbi is asked'], [{ sbi: '4501', provider: [] }, '--provider: without'],
    [{ sbi: '0' }, '--sbi: not'], [{ sbi: '4501', fingers: 'left-toe' }, '--fingers: not'], [{ sbi: '4501', seconds: 'x' }, '--seconds: not'], [{ sbi: '4501', environment: 'Moon' }, '--environment: not'],
  ])('%j is asked wrongly', (wrong, why) => {
    expect(readDeviceOptions({ ...given, ...wrong })).toContain(why);
  });
});
