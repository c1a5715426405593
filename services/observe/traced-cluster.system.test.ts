import { rmSync } from 'node:fs';
import { z } from 'zod';
import { startNats } from '#tools/system-packages/start-nats.ts';
import { startPostgres } from '#tools/system-packages/start-postgres.ts';
import type { RunningServer } from '#tools/system-packages/server-process.ts';
import { aCitizen } from '#tools/test-house/make-citizen.ts';
import { openSpanCollector } from '#tools/test-house/span-collector.ts';
import { as, newDataDir, openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';
import { until } from '#tools/test-house/until.ts';
import { brokerOptions, transportOf } from '../../moleculer.config.ts';
import { openObserving } from './open-observing.ts';
import type { Observing } from './observing.ts';

/** Two nodes of a cluster, each of which tells the same collector what it did. */
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const dataDir = newDataDir();
const names = ['one', 'two'] as const;
const nodes = new Map<string, { readonly house: TestHouse; readonly observing: Observing }>();
let database: RunningServer;
let bus: RunningServer;
let collector: Awaited<ReturnType<typeof openSpanCollector>>;

beforeAll(async () => {
  [database, bus, collector] = await Promise.all([startPostgres(), startNats(), openSpanCollector()]);
  const settings = { nats: { url: bus.url, credentials: undefined, authorities: undefined, certificate: undefined, key: undefined } };
  for (const name of names) {
    const observing = openObserving({ metrics: true, traces: { endpoint: collector.url, headers: {}, ratio: 1 }, node: name, log });
    const house = await openTestHouse({ dataDir, house: { databaseUrl: database.url, broker: brokerOptions(settings, name), transport: transportOf(settings), works: { outbox: false, jobs: false }, observing, log } });
    nodes.set(name, { house, observing });
  }
  // It is heard of first, then told what it offers.
  await until(() => Promise.resolve(known(at('one')).some(({ id, services }) => id === 'two' && services.some(({ name }) => name === 'journey'))));
});
afterAll(async () => {
  for (const { house } of nodes.values()) await house.stop();
  await Promise.all([database.stop(), bus.stop(), collector.stop()]);
  rmSync(dataDir, { recursive: true, force: true });
});

interface NodeList { getNodeList(options: { onlyAvailable: boolean; withServices: boolean }): readonly { readonly id: string; readonly services: readonly { readonly name: string }[] }[] }
const registry = z.custom<NodeList>((value) => typeof value === 'object' && value !== null && 'getNodeList' in value);
const known = ({ house }: TestHouse) => registry.parse(house.broker.registry).getNodeList({ onlyAvailable: true, withServices: true });

function at(name: string): TestHouse {
  const node = nodes.get(name);
  if (!node) throw new Error(`there is no node '${name}'`);
  return node.house;
}

test('a step on another node hangs on the step that called it, in one trace', async () => {
  const { house, observing } = nodes.get('one') ?? {};
  if (!house || !observing) throw new Error('there is no node');
  const citizen = await aCitizen(house);
  const traceId = '0af7651916cd43dd8448eb211c80319c';
  const asked = { kind: 'request', name: 'journey.find', traceId } as const;
  // Calls are dealt out in turns: of several, some are carried out on the other node.
  for (let turn = 0; turn < 4; turn += 1) await observing.watch.during(asked, () => house.house.engine.call('journey.find', { insz: citizen.insz }, { caller: as('official'), traceId }));
  for (const node of nodes.values()) await node.observing.close?.();
  const requests = collector.spans.filter(({ name }) => name === 'request journey.find').map(({ spanId }) => spanId);
  const actions = collector.spans.filter(({ name }) => name === 'action journey.find');
  expect(requests).toHaveLength(4);
  expect(actions.map(({ parentSpanId = 'nobody' }) => parentSpanId).toSorted()).toEqual(requests.toSorted());
  expect(new Set(actions.map((span) => span.traceId))).toEqual(new Set([traceId]));
  // Both nodes told of steps.
  expect(new Set(collector.bodies.flatMap((body) => [...body.matchAll(/"service\.instance\.id","value":\{"stringValue":"(\w+)"/g)].map(([, node]) => node)))).toEqual(new Set(names));
});

test('while NATS is away a node is not ready, though it lives; once it is back, it is again', async () => {
  const ready = async () => (await at('one').house.ready()).components;
  expect(await ready()).toEqual({ node: { status: 'UP' }, store: { status: 'UP' }, bus: { status: 'UP' } });
  const port = Number(new URL(bus.url).port);
  await bus.stop();
  await until(async () => (await ready()).bus.status === 'DOWN');
  bus = await startNats({ port });
  await until(async () => (await ready()).bus.status === 'UP');
  expect((await at('one').house.ready()).status).toBe('UP');
});
