import { inGent, outboxOf } from '#tools/test-house/look-inside.ts';
import { as } from '#tools/test-house/open-test-house.ts';
import { openToyHouse, type ToyHouse } from '#tools/test-house/open-toy-house.ts';
import { auditEntries } from '#services/audit/audit.store.ts';
import { failedAttempts } from './attempts.store.ts';
import { items, lanes, never } from './outbox.store.ts';
import { replayAll, replayItems } from './replay-items.ts';

interface Exception { item: string; name: string; state: string; attempts: number; replays: number; behind: number; failure: string }
let t: ToyHouse;
beforeEach(async () => { t = await openToyHouse({ house: { retries: { baseMs: 1, longestMs: 5, attempts: 3 }, outages: { breaker: { failures: 1_000, baseMs: 10, longestMs: 50 }, retriesPerMinute: 10_000 } } }); });
afterEach(() => t.stop());
const list = (input: object = {}) => t.call<{ exceptions: Exception[]; total: number }>('exceptions.list', input, t.admin);
const replay = (input: object) => t.call<{ replayed: number }>('exceptions.replay', { ...input, why: 'repaired' }, t.admin);
const replayKind = (input: object) => t.call<{ replayed: number }>('exceptions.replayKind', { ...input, why: 'repaired' }, t.admin);
/** One effect for each of these dossiers that the office refuses, or does not answer; in this order. */
const fail = async (name: 'giveKeyed' | 'giveParked', dossiers: readonly string[], kind = 'refuses') => {
  await t.fault(name, kind);
  for (const dossier of dossiers) await t.ask(`toy-office.${name}`, dossier);
  await t.idle();
  await t.fault(name, null);
};

test('all of a kind are tried again, each once, with its own key and a count that starts anew', async () => {
  const dossiers = Array.from({ length: 12 }, (_, index) => `d-${(index * 7) % 12}`);
  await fail('giveKeyed', dossiers);
  await fail('giveParked', ['other'], 'answers-late');
  const before = (await list()).exceptions.filter(({ name }) => name === 'toy-office.giveKeyed').map(({ item }) => item);
  expect(await replayKind({ name: 'toy-office.giveKeyed' })).toEqual({ replayed: 12 });
  await t.idle();
  const given = await t.given('giveKeyed');
  expect(new Set(given.map(({ dossier, times }) => `${dossier} ${times}`))).toEqual(new Set(dossiers.map((dossier) => `${dossier} 1`)));
  expect(given).toHaveLength(12);
  const done = await t.items({ name: 'toy-office.giveKeyed' });
  expect(done.map(({ id, state, attempts, replays }) => [id, state, attempts, replays])).toEqual(before.map((id) => [id, 'done', 1, 1]));
  // What is of another kind still waits for a person.
  expect((await list()).exceptions.map(({ name, state }) => [name, state])).toEqual([['toy-office.giveParked', 'parked']]);
});

test('lanes that are tried again come due in the order in which their items were asked', async () => {
  const dossiers = Array.from({ length: 12 }, (_, index) => `d-${(index * 7) % 12}`);
  // The lanes themselves were made the other way round.
  for (const dossier of dossiers.toReversed()) await t.ask('toy-office.giveLooked', dossier);
  await t.idle();
  await fail('giveKeyed', dossiers);
  const { exceptions } = await list();
  const order = await inGent(t, async (work) => {
    // Whichever way round they are named.
    await replayItems(work, { id: { in: exceptions.map(({ item }) => item).toReversed() } }, 'repaired');
    return (await work.find(lanes, { dueAt: { lt: never } }, { by: [['dueAt', 'asc']] })).map(({ lane }) => lane);
  });
  expect(order).toEqual(dossiers.map((dossier) => `effect:${dossier}`));
});

test('of a kind only those with the failure that was named, and none twice', async () => {
  await fail('giveKeyed', ['refused']);
  await fail('giveKeyed', ['down'], 'down');
  expect((await list()).exceptions.map(({ failure }) => failure)).toEqual(['toy-office.refused', 'toy-office.unavailable']);
  await t.fault('giveKeyed', 'refuses');
  expect(await replayKind({ name: 'toy-office.giveKeyed', failure: 'toy-office.refused' })).toEqual({ replayed: 1 });
  await t.idle();
  expect((await list()).exceptions.map(({ failure, replays }) => [failure, replays])).toEqual([['toy-office.refused', 1], ['toy-office.unavailable', 0]]);
  expect(await replayKind({ name: 'toy-office.announce' })).toEqual({ replayed: 0 });
});

test('a mail that a person has tried anew after a look is sent again on purpose, and once', async () => {
  await fail('giveParked', ['mail'], 'answers-late');
  await replay({ items: [(await list()).exceptions[0]?.item] });
  await t.idle();
  expect(await t.given('giveParked')).toHaveLength(2);
  expect((await list()).total).toBe(0);
});

test('of more than fit in one unit of work each is tried once, also when it fails again before the last has had its turn', async () => {
  await fail('giveKeyed', ['a', 'b', 'c', 'd', 'e']);
  await t.call('outbox.pause', { port: 'toy-office', why: 'test' }, t.admin);
  let rounds = 0;
  const replayed = await replayAll({
    store: t.house.engine.store.reader('gent'),
    work: async (body) => {
      rounds += 1;
      if (rounds > 5) throw new Error('it does not end');
      const done = await inGent(t, body as never);
      await inGent(t, (work) => work.update(items, { state: 'waiting' }, { state: 'failed', settledAt: t.house.engine.realNow() + 1_000 }));
      return done as never;
    },
  }, { name: 'toy-office.giveKeyed' }, 'repaired', 2);
  expect([replayed, rounds]).toEqual([5, 3]);
  expect((await list()).exceptions.map(({ replays }) => replays)).toEqual([1, 1, 1, 1, 1]);
});

test('the audit names the item that was replayed, who did it and why', async () => {
  await fail('giveKeyed', ['a']);
  const [{ item } = { item: '' }] = (await list()).exceptions;
  await replay({ items: [item] });
  const [entry] = await t.house.engine.store.reader('gent').find(auditEntries, { what: 'exceptions.replay' });
  expect(entry).toMatchObject({ actor: 'official:els.peeters', why: `toy-office.giveKeyed ${item}: repaired` });
});

test('the list comes in pages and by name and state, says how many there are, and how many wait behind each', async () => {
  await fail('giveKeyed', ['a', 'b', 'c']);
  await fail('giveParked', ['d'], 'answers-late');
  for (const name of ['toy-office.giveKeyed', 'toy-office.giveParked'] as const) await t.ask(name, 'b');
  await t.idle();
  const { exceptions, total } = await list({ limit: 2, offset: 1 });
  expect([total, exceptions.map(({ behind }) => behind)]).toEqual([4, [2, 0]]);
  expect((await list({ state: 'parked' })).exceptions.map(({ name }) => name)).toEqual(['toy-office.giveParked']);
  expect((await list({ name: 'toy-office.giveKeyed', limit: 1 })).total).toBe(3);
  expect(await list({ item: exceptions[0]?.item })).toMatchObject({ total: 1, exceptions: [{ item: exceptions[0]?.item }] });
});

test('the source of one shows its payload and what became of each attempt, to who may see it, and leaves who and why in the audit', async () => {
  await fail('giveKeyed', ['secret'], 'down');
  const [{ item } = { item: '' }] = (await list()).exceptions;
  await expect(t.call('exceptions.source', { item, why: 'curious' }, as('clerk'))).rejects.toMatchObject({ type: 'caller.scope-missing' });
  await t.fault('giveKeyed', 'refuses');
  await replay({ items: [item] });
  await t.idle();
  const source = await t.call<{ payload: unknown; failures: { round: number; attempt: number; failure: string; verdict: string }[] }>('exceptions.source', { item, why: 'repair' }, t.admin);
  expect(source.payload).toEqual({ dossier: 'secret' });
  expect(await t.call('exceptions.source', { item, why: 'repair', masked: true }, t.admin)).toMatchObject({ payload: { dossier: '(text of 6)' } });
  expect(source.failures.map(({ round, attempt, failure, verdict }) => [round, attempt, failure, verdict])).toEqual([
    [0, 1, 'toy-office.unavailable', 'again'], [0, 2, 'toy-office.unavailable', 'again'], [0, 3, 'toy-office.unavailable', 'failed'], [1, 1, 'toy-office.refused', 'failed'],
  ]);
  const looks = await t.house.engine.store.reader('gent').find(auditEntries, { what: 'exceptions.source' });
  expect(looks.map(({ actor, why }) => [actor, why])).toEqual([['official:els.peeters', `toy-office.giveKeyed ${item}: repair`], ['official:els.peeters', `toy-office.giveKeyed ${item}: repair`]]);
});

test('what became of the attempts goes when the item ends, well or given up', async () => {
  await fail('giveKeyed', ['a', 'b']);
  const [one, other] = (await list()).exceptions;
  expect(await t.house.engine.store.reader('gent').count(failedAttempts, {})).toBe(2);
  await replay({ items: [one?.item] });
  await t.call('exceptions.skip', { item: other?.item, why: 'done-by-hand' }, t.admin);
  await t.idle();
  expect(await t.house.engine.store.reader('gent').count(failedAttempts, {})).toBe(0);
  expect(await outboxOf(t, { name: 'toy-office.giveKeyed' })).toHaveLength(2);
});
