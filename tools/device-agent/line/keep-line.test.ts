import { generateKeyPairSync } from 'node:crypto';
import type { AgentState } from '#services/agents/frames.ts';
import { newChallenge, openSpeaker } from '#services/agents/sign-frame.ts';
import { handTiming, type HandTiming } from '../rehearsal/hand-timing.ts';
import { openHouseDouble, type HouseDouble } from '../rehearsal/house-double.ts';
import { keepLine, type KeptLine, type LineStanding } from './keep-line.ts';

const { privateKey } = generateKeyPairSync('ed25519');
const stranger = generateKeyPairSync('ed25519').privateKey;
const state: AgentState = { cardReader: 'ready', pinpad: false, fingerprints: 'ready', waiting: 0 };
let house: HouseDouble;
let line: KeptLine;
let timing: HandTiming;
const frames: string[] = [];
const standings: LineStanding[] = [];

const openHouse = async (signsWith?: Parameters<typeof openHouseDouble>[0]['signsWith']) => { house = await openHouseDouble({ agentKey: () => privateKey, device: 'tablet-1', ...(signsWith && { signsWith }) }); };
const open = () => {
  line = keepLine({
    address: `${house.at.replace('http', 'ws')}/agents`, ca: null, kid: 'tablet-1-key', privateKey, version: '1', state: () => Promise.resolve(state), timing, keys: () => house.keys,
    onOpen: () => {}, onFrame: ({ frame }) => { frames.push(frame); }, onStanding: (standing) => { standings.push(standing); },
  });
};
const until = async (is: () => boolean) => { while (!is()) await new Promise(setImmediate); };
const latest = () => standings.at(-1);

beforeEach(() => {
  timing = handTiming(1_000_000);
  frames.length = 0;
  standings.length = 0;
});
afterEach(async () => {
  line.close();
  await house.close();
});

test('says what it can do when it comes, and is open once the house welcomes it', async () => {
  await openHouse();
  open();
  expect(await house.next('login')).toMatchObject({ protocol: 1, state });
  await until(() => latest()?.line === 'open');
  expect(line.say({ frame: 'state', state })).toBe(true);
  await house.next('state');
});

test('a house that signs by another key is told nothing', async () => {
  await openHouse(stranger);
  open();
  await until(() => latest()?.line === 'waiting');
  expect(latest()).toMatchObject({ why: 'broken-frame' });
  expect(house.heard).toEqual([]);
});

test.each([
  ['signed by somebody else', () => openSpeaker({ kid: 'house-1', privateKey: stranger })(newChallenge(), { frame: 'taken', id: '00000000-0000-4000-8000-000000000000' })],
  ['that the house said before on this line', () => house.wire[2] ?? ''],
  ['that the agent said itself', () => house.wire[1] ?? ''],
  ['without a signature', () => 'hello'],
])('a frame %s cuts the line and does nothing', async (_, forged) => {
  await openHouse();
  open();
  await until(() => latest()?.line === 'open');
  house.sayText(forged());
  await until(() => latest()?.line === 'waiting');
  expect(latest()).toMatchObject({ why: 'broken-frame' });
  expect(frames).toEqual([]);
});

test('a frame of an earlier line is worth nothing on the next', async () => {
  await openHouse();
  open();
  await until(() => latest()?.line === 'open');
  house.say({ frame: 'taken', id: '00000000-0000-4000-8000-000000000000' });
  await until(() => frames.length === 1);
  const old = house.wire.at(-1) ?? '';
  house.cut();
  await until(() => latest()?.line === 'waiting');
  timing.pass(60_000);
  await until(() => latest()?.line === 'open');
  house.sayText(old);
  await until(() => latest()?.line === 'waiting');
  expect(frames).toHaveLength(1);
});

test('comes again after pauses that double, up to a minute, with chance in them', async () => {
  await openHouse();
  house.open = false;
  open();
  const pauses: number[] = [];
  for (let time = 0; time < 9; time++) {
    await until(() => latest()?.line === 'waiting');
    const standing = latest();
    const pause = standing?.line === 'waiting' ? standing.until - timing.now() : 0;
    pauses.push(pause);
    timing.pass(pause);
  }
  expect(pauses).toEqual([375, 750, 1_500, 3_000, 6_000, 12_000, 24_000, 45_000, 45_000]);
});

test.each(['agents.revoked', 'agents.unknown'])('a device that hears %s does not come again', async (why) => {
  await openHouse();
  house.goodbye = why;
  open();
  await until(() => latest()?.line === 'ended');
  expect(latest()).toEqual({ line: 'ended', why });
  timing.pass(3_600_000);
  expect(house.heard.filter(({ frame }) => frame === 'login')).toHaveLength(1);
});

test('a device whose place another one took waits for minutes: they would take it from each other for ever', async () => {
  await openHouse();
  house.goodbye = 'agents.replaced';
  open();
  await until(() => latest()?.line === 'waiting');
  expect(latest()).toEqual({ line: 'waiting', why: 'agents.replaced', until: timing.now() + 300_000 });
});

test('a house that is silent is asked for a sign of life, and given up without one', async () => {
  await openHouse();
  open();
  await until(() => latest()?.line === 'open');
  timing.pass(20_000);
  timing.pass(20_000);
  expect(latest()).toMatchObject({ line: 'waiting', why: 'silent' });
});
