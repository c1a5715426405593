import { openToyHouse, type ToyHouse } from '#tools/test-house/open-toy-house.ts';
import { failures } from '#services/kernel/failure.ts';
import { claimLanes } from '#services/outbox/claim-lanes.ts';
import { enqueue } from '#services/outbox/enqueue.ts';
import { lanes } from '#services/outbox/outbox.store.ts';
import { switches } from '#services/outbox/switches.store.ts';
import type { Engine } from './engine.ts';
import { countRetry } from './stop-runaway.ts';
import { throughCircuit, waitForCircuit } from './through-circuit.ts';

const hour = 3_600_000;
const way = { municipality: 'gent', port: 'toy-office' };
const made = failures('toy-office', { unavailable: { status: 503, retry: 'safe', title: 'x' }, refused: { status: 422, retry: 'never', title: 'x' }, late: { status: 504, retry: 'ambiguous', title: 'x' }, 'counter-closed': { status: 503, retry: 'safe', title: 'x', ofOnePart: true } });
const own = failures('store', { busy: { status: 503, retry: 'safe', title: 'x' } });
let t: ToyHouse;
let engine: Engine;
// No worker: what happens here is done by the test.
beforeEach(async () => {
  t = await openToyHouse({ house: { works: { outbox: false, jobs: false }, outages: { breaker: { failures: 5, baseMs: hour, longestMs: hour }, retriesPerMinute: 1 } } });
  ({ engine } = t.house);
});
afterEach(() => t.stop());

const permitOf = () => {
  const permit = engine.circuits.enter(way.municipality, way.port);
  if (!permit) throw new Error('no permit');
  return permit;
};
const failWith = async (error: Error, times = 5) => {
  for (let time = 0; time < times; time += 1) await expect(throughCircuit(engine, way, permitOf(), async () => { throw error; })).rejects.toBe(error);
};
const state = () => engine.circuits.stateOf(way.municipality, way.port);

test.each([
  ['no answer for now', made.unavailable(), 'open'], ['no answer in time', made.late(), 'open'],
  ['one counter of many being closed', made['counter-closed'](), 'closed'],
  ['a refusal: that is an answer', made.refused(), 'closed'], ['our own database being busy', own.busy(), 'closed'], ['a mistake of our own', new Error('broken'), 'closed'],
])('five times %s', async (_what, error, expected) => {
  await failWith(error);
  expect(state()).toBe(expected);
});

test('a probe that never got out lets another go at once', async () => {
  await failWith(made.unavailable());
  t.skip(hour);
  await failWith(own.busy(), 1);
  expect(state()).toBe('open');
  expect(permitOf().pass).toBe('probe');
});

test('a lane that is laid aside at the moment in which the system comes back is woken at once', async () => {
  await failWith(made.unavailable());
  t.skip(2 * hour);
  const probe = permitOf();
  await engine.store.transaction('gent', (tables) => enqueue(tables, [{ id: engine.newId(), lane: 'effect:aside', kind: 'effect', name: 'toy-office.giveKeyed', plugin: 'toy', dossier: null, actor: 'job:test', traceId: 't', at: 1, about: {}, payload: { dossier: 'aside' } }], engine.realNow()));
  const [claim] = await claimLanes(engine.store, { owner: 'test', municipalities: ['gent'], most: 1, leaseMs: hour }, engine.moment());
  if (!claim) throw new Error('not claimed');
  const store: Engine['store'] = { ...engine.store, transaction: async (municipality, body) => {
    const done = await engine.store.transaction(municipality, body);
    probe.end('answered');
    return done;
  } };
  await waitForCircuit({ ...engine, store }, claim, way.port);
  expect(await engine.store.reader('gent').first(lanes, { lane: 'effect:aside' })).toMatchObject({ dueAt: 0, leasedUntil: 0 });
});

test('what a person has cut stays cut when its repeats run away', async () => {
  await t.call('outbox.cut', { port: way.port, why: 'maintenance' }, t.admin);
  for (let time = 0; time < 3; time += 1) await countRetry(engine, way.municipality, way.port);
  expect(await engine.store.reader('gent').find(switches, {})).toEqual([expect.objectContaining({ state: 'cut', why: 'maintenance' })]);
});
