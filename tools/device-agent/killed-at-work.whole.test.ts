import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { makeTestCertificate } from '#services/wire-kit/ws-security/test-certificates.ts';
import type { Card, CardReader } from './card-reader.ts';
import type { FingerprintDevice } from './fingerprint-device.ts';
import { agentHome } from './home/agent-home.ts';
import { openAgent, type Agent } from './open-agent.ts';
import { openHouseDouble, type HouseDouble } from './rehearsal/house-double.ts';
import { scriptedFingers } from './rehearsal/scripted-edges.ts';

/** An agent whose process is killed (SIGKILL) by the very device it is working with, and another one that begins with what it left. */
const home = agentHome(mkdtempSync(join(tmpdir(), 'agent-killed-')));
const key = home.makeKey();
let house: HouseDouble;
let certificate: string;
let agent: Agent | undefined;

beforeAll(async () => {
  certificate = (await makeTestCertificate({ name: 'CN=Test BiZa, C=BE', from: new Date(Date.now() - 86_400_000), to: new Date(Date.now() + 86_400_000) })).certificatePem;
});
beforeEach(async () => {
  house = await openHouseDouble({ agentKey: () => key, device: 'tablet-1' });
  home.write({ version: 1, at: house.at, nis: '44021', kid: 'tablet-1-key', device: 'tablet-1', title: 'Tablet 1', rights: ['capture', 'delivery'], keys: [...house.keys], biza: certificate, ca: null });
});
afterEach(async () => {
  await agent?.close();
  agent = undefined;
  await house.close();
});
afterAll(() => { rmSync(home.folder, { recursive: true }); });

/** Runs in a process of its own with these edges, whose text may say `die()`. */
async function runUntilKilled(edges: string, during: () => Promise<unknown>): Promise<void> {
  const at = (file: string) => JSON.stringify(pathToFileURL(join(process.cwd(), 'tools/device-agent', file)).href);
  const child = spawn(process.execPath, ['--input-type=module', '-e', `
    const { openAgent } = await import(${at('open-agent.ts')});
    const { agentHome } = await import(${at('home/agent-home.ts')});
    const die = () => new Promise(() => { process.kill(process.pid, 'SIGKILL'); });
    const noReader = { name: 'none', state: () => 'absent', hasPinpad: () => false, use: () => Promise.reject(new Error('none')), onChange: () => () => {}, close: () => Promise.resolve() };
    globalThis.agent = openAgent({ home: agentHome(${JSON.stringify(home.folder)}), reader: noReader, ...(${edges}) });`], { stdio: ['ignore', 'ignore', 'inherit'] });
  const ended = once(child, 'exit');
  await house.next('login');
  // The house double answers the login in the same turn; what it asks goes by that line.
  await during();
  expect(await ended).toEqual([null, 'SIGKILL']);
}
async function runAgain(edges: { readonly reader?: CardReader; readonly fingerprints?: FingerprintDevice } = {}): Promise<Agent> {
  const opened = openAgent({ home, reader: aReader([]), ...edges });
  agent = opened;
  await house.next('login');
  return opened;
}
const aReader = (commands: Uint8Array[]): CardReader => {
  const card: Card = { atr: Buffer.from('3B00', 'hex'), transmit: (command) => { commands.push(command); return Promise.resolve(Buffer.from('9000', 'hex')); } };
  return { name: 'scripted', state: () => 'ready', hasPinpad: () => false, use: (work) => work(card), onChange: () => () => {}, close: () => Promise.resolve() };
};
/** Of an agent that is killed while it works no answer comes. */
const askAndGo = (operation: string, input: object, once: string) => Promise.race([house.ask(operation, input, { key: once }), new Promise(setImmediate)]);
const forFingers = (start: 'now' | 'at-the-door') => ({
  visit: randomUUID(), dossier: randomUUID(), fingers: ['left-index'], exceptions: [], leastQuality: 60, tries: 1, start, until: Date.now() + 3_600_000, biza: { keyId: 'biza-1', certificate },
});
const captures = () => scriptedFingers(() => [{ finger: 'left-index', quality: 90, image: Buffer.from('nobody\'s finger') }]);
const results = () => house.heard.flatMap((frame) => (frame.frame === 'deliver' && frame.message === 'fingerprints' ? [frame.payload] : []));

const diesCapturing = '{ fingerprints: { name: "scripted", state: () => Promise.resolve("ready"), capture: die } }';

test('killed in the middle of a script: it may have run, and is not begun again under its key', async () => {
  const asked = { visit: randomUUID(), script: ['00A40000', '80EA0000', '80EA0001'], until: Date.now() + 3_600_000 };
  const once = randomUUID();
  const diesAtTheSecondCommand = `(() => {
    let commands = 0;
    const transmit = () => { commands += 1; return commands === 2 ? die() : Promise.resolve(Buffer.from('9000', 'hex')); };
    return { reader: { ...noReader, state: () => 'ready', use: (work) => work({ atr: Buffer.from('3B00', 'hex'), transmit }) } };
  })()`;
  await runUntilKilled(diesAtTheSecondCommand, () => askAndGo('run-script', asked, once));
  const commands: Uint8Array[] = [];
  await runAgain({ reader: aReader(commands) });
  expect(await house.ask('run-script', asked, { key: once })).toMatchObject({ why: 'may-have-run' });
  expect(commands).toEqual([]);
  // Another script is another matter.
  expect(await house.ask('run-script', asked, { key: randomUUID() })).toMatchObject({ result: { responses: ['9000', '9000', '9000'] } });
});

test('killed in the middle of a capture that was asked to begin: the house hears once that it failed, and may ask anew', async () => {
  const once = randomUUID();
  await runUntilKilled(diesCapturing, () => askAndGo('request-fingerprints', forFingers('now'), once));
  const opened = await runAgain({ fingerprints: captures() });
  expect((await house.next('deliver', ({ message }) => message === 'fingerprints')).payload).toMatchObject({ request: once, result: 'failed', failure: 'agent-restarted' });
  await house.ask('request-fingerprints', forFingers('now'), { key: randomUUID() });
  await house.next('deliver', ({ message, payload }) => message === 'fingerprints' && payload['request'] !== once);
  while (opened.keeping.deliveries.waiting().length > 0) await new Promise(setImmediate);
  expect(results().map(({ result }) => result)).toEqual(['failed', 'captured']);
});

test('killed in the middle of a capture that the official began at the door: it waits there for the official again, with its steps counted on', async () => {
  const [once, asked] = [randomUUID(), forFingers('at-the-door')];
  // Begun without waiting for anybody, as soon as it is asked.
  const begins = `(() => { setInterval(() => { void globalThis.agent?.begin(${JSON.stringify(asked.visit)}); }, 5); return ${diesCapturing}; })()`;
  await runUntilKilled(begins, () => askAndGo('request-fingerprints', asked, once));
  const opened = await runAgain({ fingerprints: captures() });
  expect(opened.keeping.requests.all()).toMatchObject([{ request: once, step: 'waiting' }]);
  expect(await opened.begin(asked.visit)).toEqual([{ kind: 'fingerprints', outcome: { outcome: 'sealed' } }]);
  while (opened.keeping.deliveries.waiting().length > 0) await new Promise(setImmediate);
  expect(results().map(({ result, request }) => [request, result])).toEqual([[once, 'captured']]);
  // What was not taken when it was killed comes a second time.
  const numbers = [...new Set(house.heard.flatMap((frame) => (frame.frame === 'deliver' && frame.message === 'progress' ? [frame.payload['number']] : [])))];
  expect(numbers.length).toBeGreaterThan(4);
  expect(numbers).toEqual(numbers.map((_, index) => index + 1));
});
