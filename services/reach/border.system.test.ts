import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { items } from '#services/outbox/outbox.store.ts';
import { authoriseEverybody } from '#tools/test-house/make-citizen.ts';
import { openHouseAtOutside, type HouseAtOutside } from '#tools/test-house/open-house-at-outside.ts';
import { anOrderedCard } from '#tools/test-house/order-card.ts';
import { paySteps } from '#tools/test-house/pay-steps.ts';
import { startNode, type RunningNode } from '#tools/test-house/start-node.ts';
import { until } from '#tools/test-house/until.ts';
import { startNats } from '#tools/system-packages/start-nats.ts';
import { startPostgres } from '#tools/system-packages/start-postgres.ts';
import type { RunningServer } from '#tools/system-packages/server-process.ts';
import { brokerOptions, transportOf } from '../../moleculer.config.ts';

/** An inner node that reaches no outside system, and nodes at the border in processes of their own, over NATS. The outside stands behind its real wires. */
let database: RunningServer;
let bus: RunningServer;
let inner: HouseAtOutside;
let border: string;
const nodes: RunningNode[] = [];

beforeAll(async () => {
  border = mkdtempSync(join(tmpdir(), 'eid-border-'));
  [database, bus] = await Promise.all([startPostgres(), startNats()]);
  const settings = { nats: { url: bus.url } };
  inner = await openHouseAtOutside({ start: new Date().toISOString(), house: {
    databaseUrl: database.url, broker: brokerOptions(settings, 'inner'), transport: transportOf(settings), reaches: [],
    retries: { baseMs: 50, longestMs: 500, attempts: 20, mayTakeMs: 15_000 }, outages: { breaker: { failures: 20, baseMs: 100, longestMs: 500 }, retriesPerMinute: 600 },
  } });
  writeFileSync(join(border, 'bus.json'), await inner.house.busKeyFile());
});
afterAll(async () => {
  await Promise.all(nodes.map((node) => node.stop()));
  await inner.stop();
  await Promise.all([database, bus].map((server) => server.stop()));
  rmSync(border, { recursive: true, force: true });
});

async function startAtTheBorder(): Promise<RunningNode> {
  const node = await startNode({ DATA_DIR: join(border, 'data'), BUS_KEY_FILE: join(border, 'bus.json'), NATS_URL: bus.url, ROLES: 'connectors', DATABASE_URL: '' });
  nodes.push(node);
  await until(async () => (await inner.house.engine.ports.check('gent', 'biza').catch(() => [])).length > 0);
  return node;
}
const steps = paySteps(() => patient());
/** A node that died is missed after seconds: what it was at takes longer than any other work. */
const patient = (): HouseAtOutside => ({ ...inner, idle: () => until(async () => (await inner.pull<{ idle: boolean }>('house', 'idle', { withinMs: 5_000 })).idle) });
const ordersOf = async (dossier: string) => (await inner.pull<{ entries: readonly { operation: string; dossier: string | null }[] }>('biza', 'ledger')).entries.filter((entry) => entry.operation === 'orderCard' && entry.dossier === dossier);

test('without a node at the border nothing is asked of an outside system', async () => {
  await expect(inner.house.engine.ports.check('gent', 'biza')).rejects.toMatchObject({ type: 'outside.no-node', data: { retry: 'safe' } });
});

test('with one the first visit is carried out to the ordered card, fingerprints as ciphertext for BiZa included; it has made no database and no keys', async () => {
  await startAtTheBorder();
  await authoriseEverybody(inner);
  const { dossier } = await anOrderedCard(patient());
  expect(await ordersOf(dossier)).toHaveLength(1);
  expect(readdirSync(border)).toEqual(['bus.json']);
});

test('a fee is paid: the payment system reports at the inner node, which has it understood at the border and takes it in', async () => {
  const { dossier, payment } = await steps.aRequest('bancontact');
  await steps.pay(payment);
  await until(async () => (await steps.paymentsOf(dossier)).some(({ state }) => state === 'paid'));
  expect((await steps.paymentsOf(dossier)).map(({ state }) => state)).toEqual(['paid']);
});

test('a node at the border that dies while the payment system is at it leaves no second payment behind: the next one looks first', async () => {
  const [first] = nodes;
  await inner.pull('payment', 'fault', { operation: 'start', kind: 'slow', ms: 3_000, times: 1 });
  const asked = steps.aRequest('bancontact');
  const begun = async () => (await inner.house.engine.store.reader('gent').find(items, { name: 'payment.start', state: 'waiting' })).some((item) => item.begun);
  await until(begun);
  await first?.stop('SIGKILL');
  await startAtTheBorder();
  const { dossier, payment } = await asked;
  await until(async () => (await inner.house.engine.store.reader('gent').find(items, { name: 'payment.start', dossier })).every(({ state }) => state === 'done'));
  const [effect] = await inner.house.engine.store.reader('gent').find(items, { name: 'payment.start', dossier });
  expect(effect?.attempts).toBeGreaterThan(0);
  expect(await steps.onlineOf(payment)).toHaveLength(1);
});
