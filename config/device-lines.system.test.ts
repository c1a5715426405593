import { rmSync } from 'node:fs';
import { connectAgent, enrolAt, type TestIdentity } from '#services/agents/test-agent.ts';
import type { Caller } from '#services/kernel/caller.ts';
import { isFailure } from '#services/kernel/failure.ts';
import { startNats } from '#tools/system-packages/start-nats.ts';
import { startPostgres } from '#tools/system-packages/start-postgres.ts';
import type { RunningServer } from '#tools/system-packages/server-process.ts';
import { withGadgets } from '#tools/test-house/gadgets.ts';
import { openServedHouse, type ServedHouse } from '#tools/test-house/open-served-house.ts';
import { newDataDir } from '#tools/test-house/open-test-house.ts';
import { startNode, type RunningNode } from '#tools/test-house/start-node.ts';
import { until } from '#tools/test-house/until.ts';
import { brokerOptions, transportOf } from '../moleculer.config.ts';

/** Two nodes of a cluster on one NATS: an agent has its line to one of them, whoever asks. */
const dataDir = newDataDir();
let database: RunningServer;
let bus: RunningServer;
let one: ServedHouse;
let two: ServedHouse;
let third: RunningNode | undefined;

beforeAll(async () => {
  [database, bus] = await Promise.all([startPostgres(), startNats()]);
  const settings = { nats: { url: bus.url } };
  const node = (nodeId: string) => openServedHouse({ dataDir, house: { ...withGadgets, databaseUrl: database.url, broker: { ...brokerOptions(settings, nodeId), logger: false }, transport: transportOf(settings), works: { outbox: false, jobs: false }, realNow: Date.now } });
  one = await node('one');
  two = await node('two');
  await until(async () => [one, two].every(({ house }) => house.broker.registry.getNodeList({ onlyAvailable: true }).length === 2));
});
afterAll(async () => {
  await third?.stop();
  for (const node of [one, two]) await node?.stop();
  await Promise.all([database, bus].map((server) => server.stop()));
  rmSync(dataDir, { recursive: true, force: true });
});

const administrator: Caller = { kind: 'official', actor: 'official:an.admin', municipality: 'gent', scopes: ['agents:invite', 'agents:read', 'agents:revoke'] };
let devices = 0;
async function anAgent(): Promise<TestIdentity> {
  devices += 1;
  const { code } = await one.call<{ code: string }>('agents.invite', { device: `tablet-${devices}`, title: 'Tablet', rights: ['capture', 'delivery'] }, administrator);
  const { identity } = await enrolAt(one.url, '44021', code);
  if (!identity) throw new Error('it did not enrol');
  return identity;
}
const askFrom = (node: ServedHouse, device: string, withinMs = 10_000) => node.house.agents.linesOf('gent').ask(device, 'press', { button: 'red' }, { key: crypto.randomUUID(), withinMs, signal: new AbortController().signal });
const failureOf = (act: Promise<unknown>) => act.then(() => 'done', (error: unknown) => (isFailure(error) ? error.type : error));
const lineOf = async (node: ServedHouse, device: string) => (await node.house.agents.linesOf('gent').list()).find((agent) => agent.device === device)?.state;

test('a device whose line is at one node is asked, and listed, from the other', async () => {
  const identity = await anAgent();
  const line = await connectAgent(one.url, identity);
  expect(await lineOf(two, identity.device)).toMatchObject({ cardReader: 'no-card' });
  const answer = askFrom(two, identity.device);
  const { id, input } = await line.until('ask');
  expect(input).toEqual({ button: 'red' });
  line.say({ frame: 'answer', to: id, result: { lit: true } });
  expect(await answer).toEqual({ done: true, result: { lit: true } });
  expect(await failureOf(askFrom(two, identity.device, 5))).toBe('agents.no-answer');
});

test('a device that comes to another node is told so at the first one, and asked at the new one', async () => {
  const identity = await anAgent();
  const older = await connectAgent(one.url, identity);
  const newer = await connectAgent(two.url, identity);
  expect(await older.until('goodbye')).toMatchObject({ why: 'agents.replaced' });
  const answer = askFrom(one, identity.device);
  const { id } = await newer.until('ask');
  newer.say({ frame: 'failed', to: id, why: 'stuck' });
  expect(await answer).toEqual({ done: false, why: 'stuck' });
});

test('a device that is sent away at one node is cut off at the other', async () => {
  const identity = await anAgent();
  const line = await connectAgent(two.url, identity);
  await one.call('agents.revoke', { device: identity.device, why: 'stolen' }, administrator);
  expect(await line.until('goodbye')).toMatchObject({ why: 'agents.revoked' });
  expect(await failureOf(askFrom(one, identity.device))).toBe('agents.not-connected');
});

test('nobody on the bus asks a device without proof of the municipality', async () => {
  const identity = await anAgent();
  await connectAgent(one.url, identity);
  const asked = { device: identity.device, operation: 'press', input: {}, key: null, withinMs: 1_000 };
  const proven = async (municipality: string, kind: Caller['kind']) => ({ proof: await two.house.issuer.issue({ ...administrator, municipality, kind, scopes: ['agents:ask'] }, 5).then(({ token }) => token) });
  for (const [meta, why] of [[{}, 'identity.token-missing'], [{ proof: 'x' }, 'identity.token-forged'], [await proven('gent', 'official'), 'identity.token-forged']] as const) {
    expect(await failureOf(two.house.broker.call('house-node.askAgent', asked, { nodeID: 'one', meta }))).toBe(why);
  }
  expect(await failureOf(two.house.agents.linesOf('kortenberg').ask(identity.device, 'press', {}, { key: null, withinMs: 1_000, signal: new AbortController().signal }))).toBe('agents.not-connected');
});

test('a device whose node is killed comes back to another, and is found there', async () => {
  const identity = await anAgent();
  third = await startNode({ DATA_DIR: dataDir, DATABASE_URL: database.url, NATS_URL: bus.url }, ['--no-demo']);
  const line = await connectAgent(third.url, identity);
  await until(async () => await lineOf(two, identity.device) !== undefined);
  await third.stop('SIGKILL');
  await line.closed;
  const again = await connectAgent(two.url, identity);
  const answer = askFrom(one, identity.device);
  const { id } = await again.until('ask');
  again.say({ frame: 'answer', to: id, result: 1 });
  expect(await answer).toEqual({ done: true, result: 1 });
});
