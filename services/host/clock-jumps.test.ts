import * as fc from 'fast-check';
import { lanes, never } from '#services/outbox/outbox.store.ts';
import { jobRuns } from '#services/jobs/jobs.store.ts';
import { startWorker } from './outbox-worker.ts';
import { openToyHouse, type ToyEffect, type ToyHouse } from '#tools/test-house/open-toy-house.ts';
import { runDueJobs } from './run-jobs.ts';

const hour = 3_600_000;
let t: ToyHouse;
beforeAll(async () => { t = await openToyHouse(); });
afterAll(() => t.stop());
const reader = () => t.house.engine.store.reader('gent');
let serial = 0;
const aDossier = () => { serial += 1; return `jump-${serial}`; };
const timesOf = async (dossier: string) => (await t.given()).filter((entry) => entry.dossier === dossier).map(({ operation }) => operation);

/** A jump in the middle of an attempt leaves open whether a mail went: a person looks at the other side, has what is not there sent, and goes on. */
async function askAgain(): Promise<void> {
  for (let parked = await t.items({ state: 'parked' }); parked.length > 0; parked = await t.items({ state: 'parked' })) {
    const { entries } = await t.pull<{ entries: { asked: string }[] }>('toy-office', 'ledger');
    for (const { id } of parked) {
      if (entries.some(({ asked }) => asked === id)) await t.call('exceptions.skip', { item: id, why: 'was-sent' }, t.admin);
      else await t.call('exceptions.replay', { items: [id], why: 'was-not-sent' }, t.admin);
    }
    await t.idle();
  }
}

test('whatever the clock does between them, effects go out once, in the order in which they were asked', async () => {
  const effects = fc.constantFrom<ToyEffect>('toy-office.giveKeyed', 'toy-office.giveLooked', 'toy-office.giveParked');
  const faults = fc.constantFrom(null, 'down', 'answers-late');
  await fc.assert(fc.asyncProperty(fc.array(fc.record({ effect: effects, hours: fc.integer({ min: -26, max: 26 }), fault: faults }), { minLength: 1, maxLength: 4 }), async (steps) => {
    const dossier = aDossier();
    for (const { effect, hours, fault } of steps) {
      const operation = effect.slice('toy-office.'.length);
      // A mail of which nobody knows whether it went waits for a person, whatever the clock says.
      if (fault && !(operation === 'giveParked' && fault === 'answers-late')) await t.fault(operation, fault, 1);
      await t.ask(effect, dossier);
      t.skip(hours * hour);
    }
    await t.idle();
    await askAgain();
    for (const operation of ['giveKeyed', 'giveLooked', 'giveParked']) await t.fault(operation, null);
    expect(await timesOf(dossier)).toEqual(steps.map(({ effect }) => effect.slice('toy-office.'.length)));
  }), { numRuns: 12 });
});

const unrepeatable = ['toy-office.giveLooked', 'toy-office.giveParked'] as const;

/** A payment and a mail that are under way at the office when this resolves, each in a lane that had waited. */
async function underWay(): Promise<readonly string[]> {
  const dossiers = unrepeatable.map(aDossier);
  await t.call('outbox.pause', { port: 'toy-office', why: 'test' }, t.admin);
  for (const [index, name] of unrepeatable.entries()) {
    await t.pull('toy-office', 'fault', { operation: name.slice('toy-office.'.length), kind: 'slow', times: 1, ms: 400 });
    await t.ask(name, dossiers[index] ?? '');
  }
  await t.idle();
  await t.call('outbox.resume', { port: 'toy-office', why: 'test' }, t.admin);
  // On a busy machine the first may be over before the other has begun: then only that one is met in the middle.
  while ((await t.items({ state: 'waiting' })).some(({ begun }) => !begun)) await new Promise(setImmediate);
  return dossiers;
}
/** What the office did for each of them in the end, and what nobody knows of. */
async function cameTo(dossiers: readonly string[]) {
  await t.idle();
  return { done: await Promise.all(dossiers.map(timesOf)), parked: await t.items({ state: 'parked' }) };
}
const once = { done: [['giveLooked'], ['giveParked']], parked: [] };

test.each([
  ['back by a second', -1_000], ['back by five hours', -5 * hour], ['on by more than a lease', 61_000], ['on by five hours', 5 * hour],
])('a payment or a mail that is under way when the clock is set %s goes out once, and nobody need ask whether it went', async (_how, ms) => {
  const dossiers = await underWay();
  t.skip(ms);
  t.house.engine.wake();
  expect(await cameTo(dossiers)).toEqual(once);
});

test.each([['behind by half a second', -500], ['behind by most of a lease', -50_000], ['ahead by a quarter of a lease', 15_000]])('what is under way on one node is left alone by another one whose clock is %s', async (_how, differenceMs) => {
  const other = await openToyHouse({ dataDir: t.dataDir, house: { realNow: () => t.house.engine.realNow() + differenceMs, works: { outbox: false, jobs: false } } });
  const dossiers = await underWay();
  const worker = startWorker(other.house.engine, { municipalities: ['gent'], lanes: 8, lookEveryMs: 20 });
  try {
    expect(await cameTo(dossiers)).toEqual(once);
  } finally {
    await worker.stop();
    await other.stop();
  }
});

test('a lease and a pause that a clock which was ahead wrote hold nobody up when it is set back', async () => {
  const { store, realNow } = t.house.engine;
  const now = realNow();
  const [leased, paused] = [aDossier(), aDossier()];
  await store.transaction('gent', async (tables) => {
    await tables.insert(lanes, { lane: `effect:${leased}`, fence: 7, owner: 'another-node', tail: 0, leasedUntil: now + 5 * hour, dueAt: never });
    await tables.insert(lanes, { lane: `effect:${paused}`, fence: 7, owner: 'another-node', tail: 0, leasedUntil: now + 30_000, dueAt: never });
  });
  for (const dossier of [leased, paused]) await t.ask('toy-office.giveKeyed', dossier);
  await store.transaction('gent', (tables) => tables.update(lanes, { lane: `effect:${paused}` }, { owner: null, leasedUntil: 0, dueAt: now + 5 * hour }));
  await t.idle();
  expect([await timesOf(leased), await timesOf(paused)]).toEqual([['giveKeyed'], ['giveKeyed']]);
});

test('a job that began in a future that has not come yet is taken up again', async () => {
  await runDueJobs(t.house.engine, 'gent');
  const { store, realNow } = t.house.engine;
  const [run] = await reader().find(jobRuns, { job: 'vault.destroy-expired' });
  if (!run) throw new Error('no such job has run');
  await store.transaction('gent', (tables) => tables.update(jobRuns, { job: run.job }, { state: 'running', begunAt: realNow() + 30 * hour }));
  await runDueJobs(t.house.engine, 'gent');
  expect(await reader().first(jobRuns, { job: run.job })).toMatchObject({ state: 'done' });
});
