import { ServiceBroker } from 'moleculer';
import { connect, type Msg, type NatsConnection } from 'nats';
import { z } from 'zod';
import { dossiers } from '#services/journey/dossier.store.ts';
import { startNats } from '#tools/system-packages/start-nats.ts';
import { startPostgres } from '#tools/system-packages/start-postgres.ts';
import type { RunningServer } from '#tools/system-packages/server-process.ts';
import { aCitizen, type TestCitizen } from '#tools/test-house/make-citizen.ts';
import { as, newDataDir, openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';
import { rmSync } from 'node:fs';
import { brokerOptions, transportOf } from '../../moleculer.config.ts';

/** Two nodes of a cluster, a node of another installation, and a stranger with a connection to the same NATS that lets in anybody. */
const [dataDir, otherDir] = [newDataDir(), newDataDir()];
let database: RunningServer;
let bus: RunningServer;
let one: TestHouse;
let two: TestHouse;
let other: TestHouse;
let stranger: NatsConnection;
const heard: Msg[] = [];
const refusals: string[] = [];

beforeAll(async () => {
  [database, bus] = await Promise.all([startPostgres(), startNats()]);
  stranger = await connect({ servers: bus.url });
  stranger.subscribe('>', { callback: (_error, message) => { heard.push(message); } });
  await stranger.flush();
  const settings = { nats: { url: bus.url } };
  const node = (nodeId: string, folder: string, databaseUrl: string | undefined) => openTestHouse({
    dataDir: folder,
    house: {
      databaseUrl, broker: { ...brokerOptions(settings, nodeId), logger: false }, transport: transportOf(settings), works: { outbox: false, jobs: false },
      log: { info: () => undefined, error: () => undefined, warn: (fields) => { if ('reason' in fields) refusals.push(`${nodeId} ${String(fields['reason'])}`); } },
    },
  });
  one = await node('one', dataDir, database.url);
  two = await node('two', dataDir, database.url);
  other = await node('other', otherDir, undefined);
  // A node is heard of a moment after it is ready.
  while ([one, two].some(({ house }) => nodesKnownTo(house.broker).length < 2)) await delivered();
});
afterAll(async () => {
  await stranger.close();
  for (const node of [one, two, other]) await node.stop();
  await Promise.all([database, bus].map((server) => server.stop()));
  for (const folder of [dataDir, otherDir]) rmSync(folder, { recursive: true, force: true });
});

interface NodeList { getNodeList(options: { onlyAvailable: boolean }): readonly { readonly id: string }[] }
const registry = z.custom<NodeList>((value) => typeof value === 'object' && value !== null && 'getNodeList' in value);
const nodesKnownTo = (broker: ServiceBroker) => registry.parse(broker.registry).getNodeList({ onlyAvailable: true }).map(({ id }) => id).toSorted();
/** What crossed the bus before this, has been heard by the nodes. */
const delivered = async () => { await stranger.flush(); await one.house.broker.ping('two', 5_000); await two.house.broker.ping('one', 5_000); };
const count = () => one.house.engine.store.reader('gent').count(dossiers, {});

/** Opens a dossier for somebody, each node carrying out a part of what is asked. All that a stranger heard of it stands in `heard`. */
async function ask(): Promise<TestCitizen> {
  const citizen = await aCitizen(one);
  heard.length = 0;
  for (let turn = 0; turn < 4; turn += 1) await one.call('journey.find', { insz: citizen.insz }, as('official'));
  await one.call('request.openFor', { insz: citizen.insz, why: 'citizen-called' }, as('clerk'));
  await delivered();
  return citizen;
}

test('nodes of one installation find each other, and nobody else', async () => {
  expect(nodesKnownTo(one.house.broker)).toEqual(['one', 'two']);
  expect(nodesKnownTo(two.house.broker)).toEqual(['one', 'two']);
  expect(nodesKnownTo(other.house.broker)).toEqual(['other']);
});

test('who listens on NATS reads no name, no national number and no action', async () => {
  const { insz, cardNumber } = await ask();
  const text = heard.map(({ subject, data }) => `${subject} ${Buffer.from(data).toString('latin1')}`).join('\n');
  expect(heard.some(({ subject }) => subject.startsWith('MOL-eid.REQ.two'))).toBe(true);
  for (const secret of [insz, cardNumber, 'journey.find', 'openFor', 'official:']) expect([secret, text.includes(secret)]).toEqual([secret, false]);
});

test('what a stranger heard and sends again is done once, at whatever address he sends it', async () => {
  await ask();
  const before = await count();
  const requests = heard.filter(({ subject }) => subject.includes('.REQ.'));
  expect(requests.length).toBeGreaterThan(0);
  for (const { data } of requests) for (const node of ['one', 'two']) stranger.publish(`MOL-eid.REQ.${node}`, data);
  await delivered();
  expect(await count()).toBe(before);
  expect(refusals).toEqual(expect.arrayContaining([expect.stringMatching(/replayed$/), expect.stringMatching(/foreign$/)]));
});

test('a stranger who writes the requests of Moleculer gets no answer, whatever he says of himself', async () => {
  const { insz } = await aCitizen(one);
  const before = await count();
  const actions = one.house.plugins.flatMap(({ contract }) => Object.keys(contract.actions).map((action) => `${contract.id}.${action}`));
  heard.length = 0;
  for (const node of ['one', 'two']) {
    for (const action of [...actions, '$node.list', 'house-node.refreshClock']) {
      stranger.publish(`MOL-eid.REQ.${node}`, JSON.stringify({
        ver: '5', sender: 'stranger', id: `${node}-${action}`, action, params: { insz, why: 'citizen-called' }, level: 1, tracing: false, stream: false,
        meta: { caller: { kind: 'house', actor: 'job:expiry-check', municipality: 'gent', scopes: ['request:*'] }, proof: 'house', traceId: 'x' },
      }));
    }
  }
  await delivered();
  expect(heard.filter(({ subject }) => subject.endsWith('.stranger'))).toEqual([]);
  expect(await count()).toBe(before);
});

test('a foreign Moleculer node that offers our actions gets no call, and reaches none of ours', async () => {
  const caught: unknown[] = [];
  const foreign = new ServiceBroker({ namespace: 'eid', nodeID: 'foreign', logger: false, transporter: { type: 'NATS', options: { url: bus.url } }, skipProcessEventRegistration: true, requestTimeout: 2_000 });
  for (const { contract } of one.house.plugins) {
    foreign.createService({ name: contract.id, actions: Object.fromEntries(Object.keys(contract.actions).map((action) => [action, (ctx: { params: unknown }) => { caught.push(ctx.params); return {}; }])) });
  }
  await foreign.start();
  try {
    await delivered();
    expect(nodesKnownTo(foreign)).toEqual(['foreign']);
    expect(nodesKnownTo(one.house.broker)).toEqual(['one', 'two']);
    for (let turn = 0; turn < 6; turn += 1) await one.call('journey.list', {}, as('official'));
    expect(caught).toEqual([]);
    for (const node of ['one', 'two']) await expect(foreign.call('journey.list', {}, { nodeID: node })).rejects.toMatchObject({ type: 'SERVICE_NOT_FOUND' });
  } finally {
    await foreign.stop();
  }
});

test('a node of another installation on the same NATS keeps to itself: it serves its own calls and none of ours', async () => {
  for (let turn = 0; turn < 4; turn += 1) await other.call('journey.list', {}, as('official'));
  await delivered();
  expect(nodesKnownTo(two.house.broker)).not.toContain('other');
  expect(await other.house.engine.store.reader('gent').count(dossiers, {})).toBe(0);
});

test('a node tells in its log that somebody else is on the bus', async () => {
  stranger.publish('MOL-eid.DISCOVER', '{"ver":"5","sender":"stranger"}');
  await delivered();
  expect(refusals).toEqual(expect.arrayContaining(['one foreign', 'two foreign']));
});
