import { inbox } from '#services/outbox/outbox.store.ts';
import { openToyCluster, type ToyCluster } from '#tools/test-house/open-toy-cluster.ts';
import type { ToyHouse } from '#tools/test-house/open-toy-house.ts';
import { until } from '#tools/test-house/until.ts';

/** An inner node that reaches nothing beyond the border, and nodes at the border. */
let cluster: ToyCluster;
beforeEach(() => { cluster = openToyCluster(); });
afterEach(() => cluster.stop());

/** A node at the border without database and keys. */
const outpost = async (name: string, inner: ToyHouse) => {
  const node = await cluster.openOutpost(name, inner);
  await inner.house.broker.waitForServices('reach-toy-office');
  return node;
};

const states = async (house: ToyHouse) => (await house.items({ kind: 'effect' })).map(({ state }) => state);
const met = (one: ToyHouse, other: ToyHouse) => until(async () => (await Promise.all([one.house.broker.ping(other.house.broker.nodeID, 500).catch(() => null), other.house.broker.ping(one.house.broker.nodeID, 500).catch(() => null)])).every((pong) => pong !== null));
const border = async (name: string, inner: ToyHouse) => {
  const house = await cluster.open(name, ['toy-office'], { outbox: false });
  await met(inner, house);
  await inner.house.broker.waitForServices('reach-toy-office');
  return house;
};

test('what a plugin asks of an outside system is asked by the node at the border only, with key, caller and dossier, by its secrets and the settings of the municipality', async () => {
  const inner = await cluster.open('inner', []);
  await border('dmz', inner);
  await inner.ask('toy-office.giveKeyed', 'd1');
  await until(async () => (await states(inner)).includes('done'));
  const [effect] = await inner.items({ kind: 'effect' });
  expect(cluster.saw).toEqual([{ by: 'dmz', operation: 'giveKeyed', place: 'the quay', call: { key: effect?.id, actor: 'job:test', dossier: effect?.dossier ?? null, traceId: 't' } }]);
  expect(effect).toMatchObject({ state: 'done', output: { number: 1 } });
  expect(await inner.look()).toEqual({ number: 1 });
  expect(cluster.saw.map(({ by }) => by)).toEqual(['dmz', 'dmz']);
});

test('a node that reaches a system asks it by itself', async () => {
  const inner = await cluster.open('inner', 'all');
  await border('dmz', inner);
  await inner.ask('toy-office.giveKeyed', 'd1');
  await until(async () => (await states(inner)).includes('done'));
  expect(cluster.saw.map(({ by }) => by)).toEqual(['inner']);
});

test('a refusal comes back as what it was: it waits for a person, and is not asked again', async () => {
  const inner = await cluster.open('inner', []);
  await border('dmz', inner);
  await inner.ask('toy-office.giveKeyed', 'refused');
  await until(async () => (await states(inner)).includes('failed'));
  expect((await inner.items({ kind: 'effect' }))[0]).toMatchObject({ state: 'failed', failure: 'toy-office.refused' });
  expect(cluster.saw).toHaveLength(1);
});

test('while no node reaches a system nothing is lost and nothing waits for a person; it goes out when one is there', async () => {
  const inner = await cluster.open('inner', []);
  await inner.ask('toy-office.giveKeyed', 'd1');
  await inner.ask('toy-office.giveLooked', 'd2');
  await inner.ask('toy-office.giveParked', 'd3');
  await until(() => inner.house.engine.circuits.stateOf('gent', 'toy-office') !== 'closed');
  await expect(inner.look()).rejects.toMatchObject({ data: { retry: 'safe' } });
  await border('dmz', inner);
  await until(async () => (await states(inner)).every((state) => state === 'done'));
  expect(await states(inner)).toEqual(['done', 'done', 'done']);
  expect(cluster.given.size).toBe(3);
});

test('when the node at the border is gone before it answered, what has a key is asked again with it, what can be looked up is looked up, and the rest waits for a person', async () => {
  const inner = await cluster.open('inner', []);
  const first = await border('dmz-1', inner);
  let answer: () => void = () => undefined;
  cluster.holdAnswers = new Promise((resolve) => { answer = resolve; });
  await inner.ask('toy-office.giveKeyed', 'd1');
  await inner.ask('toy-office.giveLooked', 'd2');
  await inner.ask('toy-office.giveParked', 'd3');
  await until(() => cluster.saw.length === 3);
  expect(cluster.saw).toHaveLength(3);
  await first.stop();
  cluster.holdAnswers = undefined;
  answer();
  await border('dmz-2', inner);
  await until(async () => (await states(inner)).every((state) => state === 'done' || state === 'parked'));
  const found = await inner.items({ kind: 'effect' });
  expect(Object.fromEntries(found.map(({ name, state }) => [name, state]))).toEqual({ 'toy-office.giveKeyed': 'done', 'toy-office.giveLooked': 'done', 'toy-office.giveParked': 'parked' });
  expect(cluster.given.size).toBe(3);
  const later = cluster.saw.filter(({ by }) => by === 'dmz-2').map(({ operation }) => operation);
  expect([...new Set(later)].toSorted((a, b) => a.localeCompare(b))).toEqual(['giveKeyed', 'look']);
});

test('the connector is looked at where it is, by its secrets', async () => {
  const inner = await cluster.open('inner', []);
  await border('dmz', inner);
  expect(await inner.house.engine.ports.check('gent', 'toy-office')).toEqual([{ what: 'credentials', ok: true, says: 'looked at by dmz' }]);
});

test('what the outside system calls of its own accord is understood at the border, and answered once it is taken in', async () => {
  const inner = await cluster.open('inner', []);
  await border('dmz', inner);
  const answer = await inner.house.inbound.receive('44021', 'toy-office', { method: 'POST', path: '/given', query: new URLSearchParams(), headers: {}, body: Buffer.from('7') });
  expect([answer.status, Buffer.from(answer.body ?? '').toString()]).toEqual([202, 'taken in by dmz']);
  expect(await inner.house.engine.store.reader('gent').count(inbox, { source: 'toy-office.given' })).toBe(1);
});

test('a node at the border needs neither database nor keys: what it is to do comes with the errand, with the settings in force', async () => {
  const inner = await cluster.open('inner', []);
  await outpost('outpost', inner);
  for (const name of ['toy-office.giveKeyed', 'toy-office.giveLooked', 'toy-office.giveParked'] as const) await inner.ask(name, 'd1');
  await until(async () => (await states(inner)).every((state) => state === 'done'));
  expect(await states(inner)).toEqual(['done', 'done', 'done']);
  expect(cluster.saw.map(({ by, place }) => [by, place])).toEqual([['outpost', 'the quay'], ['outpost', 'the quay'], ['outpost', 'the quay']]);
  await inner.call('administration.apply', { part: 'connector', what: 'toy-office', deed: 'configure', settings: { place: 'the market' }, version: 0, why: 'they-moved' }, inner.admin);
  expect(await inner.look()).toEqual({ number: 3 });
  expect(cluster.saw.at(-1)).toMatchObject({ by: 'outpost', place: 'the market' });
});

test('what comes in by a node without a database is answered once a node with one has taken it in, and nothing is taken in without a request', async () => {
  const inner = await cluster.open('inner', []);
  const { broker } = await outpost('outpost', inner);
  const received = async (number: string) => inner.house.inbound.receive('44021', 'toy-office', { method: 'POST', path: '/given', query: new URLSearchParams(), headers: {}, body: Buffer.from(number) });
  const takenIn = () => inner.house.engine.store.reader('gent').count(inbox, { source: 'toy-office.given' });
  const answer = await received('7');
  expect([answer.status, Buffer.from(answer.body ?? '').toString(), await takenIn()]).toEqual([202, 'taken in by outpost', 1]);
  // What the house refuses reaches the connector, which tells its sender in its own words: here it has none.
  await expect(received('seven')).rejects.toMatchObject({ type: 'message.not-understood' });
  for (const ticket of ['', 'guessed', undefined]) {
    await expect(broker.call('house-node.takeIn', { ticket, message: 'given', id: 'forged', payload: { number: 8 } }, { nodeID: 'inner' }).then(() => 'taken in', () => 'refused')).resolves.toBe('refused');
  }
  expect(await takenIn()).toBe(1);
});

test('a node at the border offers the systems that it reaches and nothing else, and does nothing without a proof', async () => {
  const inner = await cluster.open('inner', []);
  const { broker } = await outpost('outpost', inner);
  const { actions } = broker.registry as unknown as { readonly actions: { list(options: { onlyLocal: boolean; skipInternal: boolean }): readonly { readonly name: string }[] } };
  expect(actions.list({ onlyLocal: true, skipInternal: true }).map(({ name }) => name)).toEqual(['reach-toy-office.errand']);
  await expect(broker.call('reach-toy-office.errand', {}, { nodeID: 'outpost' })).rejects.toMatchObject({ type: 'identity.token-missing' });
  expect(cluster.saw).toEqual([]);
});
