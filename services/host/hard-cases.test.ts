import { z } from 'zod';
import { openToyOffice, toyOffice } from '#connectors/sandbox-kit/toy-office.ts';
import { as, openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';
import { exceptions } from '#services/outbox/exceptions.contract.ts';
import { letters } from '#services/outbox/letters.store.ts';
import { inbox } from '#services/outbox/outbox.store.ts';
import { defineConnector } from '#services/kernel/connector.ts';
import type { CommandCtx, Work } from '#services/kernel/context.ts';
import { defineContract } from '#services/kernel/contract.ts';
import { definePlugin, handle } from '#services/kernel/plugin.ts';
import { definePort } from '#services/kernel/port.ts';
import { defineMunicipality, enable, sandbox } from '#services/tenancy/municipality.ts';
import { jobRuns } from '#services/jobs/jobs.store.ts';
import { sealedEnvelopes } from '#services/vault/sealed.store.ts';
import { runWork } from './run-work.ts';
import { takeInMessage } from './take-in-message.ts';

/** A plugin of which a test says what it does. */
const does: { onEvent: (ctx: CommandCtx) => Promise<void>; onFailed: () => Promise<void>; go: (ctx: CommandCtx) => Promise<void>; job: () => Promise<void> } = {
  onEvent: async () => undefined, onFailed: async () => undefined, go: async () => undefined, job: async () => undefined,
};
const toy = defineContract('toy', {
  title: 'For tests', config: z.strictObject({}), uses: { office: toyOffice }, calls: ['toy.other'],
  actions: {
    go: { kind: 'command', summary: 'What the test says.', scope: 'journey:read', input: z.strictObject({}), output: z.strictObject({}) },
    other: { kind: 'command', summary: 'Nothing.', scope: 'journey:read', input: z.strictObject({}), output: z.strictObject({}) },
  },
  events: { happened: z.object({}) },
});
const toyPlugin = definePlugin(toy, {
  actions: {
    go: handle(toy, 'go', async (ctx) => { await does.go(ctx); return {}; }),
    other: handle(toy, 'other', (ctx) => ctx.answer(async () => ({}))),
  },
  listens: { 'toy.happened': (ctx: CommandCtx) => does.onEvent(ctx) } as never,
  outcomes: {
    'toy-office.giveLooked': { done: async () => undefined },
    'toy-office.giveParked': { done: async () => undefined, failed: () => does.onFailed() },
    'toy-office.giveKeyed': { done: async () => undefined, failed: () => does.onFailed() },
  },
  jobs: [{ id: 'job', schedule: { every: 5 }, run: () => does.job() }],
});
const toyTown = defineMunicipality({
  id: 'gent', name: 'Gent', nis: [{ code: '44021', from: '1977-01-01' }], languages: ['nl'], plugins: [enable(toy, {}), enable(exceptions, {})], connectors: [sandbox(toyOffice)],
});
const connector = defineConnector(toyOffice, { title: 'Toy office', config: z.strictObject({}), sandbox: openToyOffice });

let t: TestHouse;
let ahead = 0;
const began = performance.now();
const start = Date.parse('2026-11-24T08:00:00Z');
beforeAll(async () => {
  t = await openTestHouse({ house: {
    offer: { plugins: [toyPlugin], connectors: [connector] }, municipalities: [toyTown], realNow: () => start + ahead + Math.round(performance.now() - began),
    // Faults of this test are counted out to the attempts of one effect.
    outages: { breaker: { failures: 100, baseMs: 10, longestMs: 50 }, retriesPerMinute: 1_000 },
  } });
});
afterAll(() => t.stop());
beforeEach(() => Object.assign(does, { onEvent: async () => undefined, onFailed: async () => undefined, go: async () => undefined, job: async () => undefined }));

const admin = as('administrator');
const inToy = <T>(body: (work: Work<typeof toy>) => Promise<T>) => runWork(t.house.engine, { municipality: 'gent', plugin: toyPlugin, actor: 'job:test', traceId: 't' }, body as never);
const reader = () => t.house.engine.store.reader('gent');
const stuck = async () => (await t.call<{ exceptions: { item: string; state: string; failure: string | null }[] }>('exceptions.list', {}, admin)).exceptions;
const giveUp = async () => { for (const { item } of await stuck()) await t.call('exceptions.skip', { item, why: 'test' }, admin); };
afterEach(giveUp);
const numbersGiven = async () => (await t.pull<{ entries: { operation: string; times: number }[] }>('toy-office', 'ledger')).entries;
let serial = 0;
const dispatch = (name: 'toy-office.giveLooked' | 'toy-office.giveParked' | 'toy-office.giveKeyed') => {
  serial += 1;
  return inToy((work) => work.dispatch(name, { dossier: `d-${serial}` }, { lane: `d-${serial}` }));
};

test('what may have happened is looked up before it is asked again, also when a person has it tried anew', async () => {
  await t.pull('toy-office', 'fault', { operation: 'giveLooked', kind: 'answers-late', times: 1 });
  await t.pull('toy-office', 'fault', { operation: 'look-up', kind: 'down', times: 5 });
  const before = (await numbersGiven()).length;
  await dispatch('toy-office.giveLooked');
  await t.idle();
  const [exception] = await stuck();
  expect(exception).toMatchObject({ state: 'failed', failure: 'toy-office.unavailable' });
  await t.call('exceptions.replay', { items: [exception?.item], why: 'office-repaired' }, admin);
  await t.idle();
  expect(await stuck()).toEqual([]);
  expect((await numbersGiven()).length).toBe(before + 1);
});

test.each([
  ['refused for good', 'toy-office.giveKeyed', 'refuses', 'failed'], ['left open', 'toy-office.giveParked', 'answers-late', 'parked'],
] as const)('an effect that was %s waits for a person once, also when what follows from that breaks', async (_how, name, kind, state) => {
  does.onFailed = async () => { throw new Error('broken'); };
  await t.pull('toy-office', 'fault', { operation: name.slice('toy-office.'.length), kind, times: 1 });
  await dispatch(name);
  await t.idle();
  expect(await stuck()).toEqual([expect.objectContaining({ state })]);
});

test('a listener that breaks after its unit of work has had its event: it is not handed over again, and nothing waits behind it', async () => {
  let times = 0;
  does.onEvent = async (ctx) => {
    await ctx.work(async () => { times += 1; });
    throw Object.assign(new Error('refused'), { type: 'toy.refused', data: { retry: 'never' } });
  };
  await inToy((work) => work.emit('happened', {}));
  await t.idle();
  expect(times).toBe(1);
  expect(await stuck()).toEqual([]);
});

test('a listener has one unit of work: a second one is refused with the reason, and nothing of it stays', async () => {
  const kept = await reader().count(sealedEnvelopes, {});
  const envelope = { keyId: 'k', wrappedKey: 'w', iv: 'i', ciphertext: 'c', tag: 't', boundTo: { dossier: 'd', purpose: 'fingerprints' as const } };
  const second = Promise.withResolvers<unknown>();
  does.onEvent = async (ctx) => {
    await ctx.work(async () => undefined);
    await ctx.work(async (work) => { await work.keepSealed(envelope); }).catch(second.resolve);
  };
  await inToy((work) => work.emit('happened', {}));
  await expect(second.promise).resolves.toMatchObject({ message: expect.stringContaining("'toy' has two units of work") });
  await t.idle();
  expect(await stuck()).toEqual([]);
  expect(await reader().count(sealedEnvelopes, {})).toBe(kept);
});

test('what follows from the end of an effect is done when the database had no time for it at once, and the other side is not asked again', async () => {
  let times = 0;
  does.onFailed = async () => {
    times += 1;
    if (times < 5) throw Object.assign(new Error('busy'), { type: 'store.busy', data: { retry: 'safe' } });
  };
  await t.pull('toy-office', 'fault', { operation: 'giveKeyed', kind: 'refuses', times: 1 });
  await dispatch('toy-office.giveKeyed');
  await t.idle();
  expect(times).toBe(5);
  expect(await stuck()).toEqual([expect.objectContaining({ name: 'toy-office.giveKeyed', attempts: 1 })]);
});

test('what the other side said is not forgotten while the database is away: it is written down when it is back', async () => {
  let times = 0;
  does.onFailed = async () => {
    times += 1;
    if (times < 8) throw Object.assign(new Error('away'), { type: 'store.unavailable', data: { retry: 'safe' } });
  };
  await t.pull('toy-office', 'fault', { operation: 'giveKeyed', kind: 'refuses', times: 1 });
  await dispatch('toy-office.giveKeyed');
  await t.idle();
  expect(times).toBe(8);
  expect(await stuck()).toEqual([expect.objectContaining({ name: 'toy-office.giveKeyed', attempts: 1 })]);
});

test.each([
  ['a unit of work', (ctx: CommandCtx) => ctx.work(async () => undefined)],
  ['a call of another action', (ctx: CommandCtx) => ctx.call('toy.other' as never, {})],
  ['a look at the outside', (ctx: CommandCtx) => (ctx.ports as unknown as Record<string, Record<string, (input: object) => Promise<unknown>>>)['office']?.['given']?.({})],
  ['the wait for an effect', (ctx: CommandCtx) => ctx.settled({ effect: '0190a000-0000-7000-8000-000000000001' }, { withinMs: 10_000 })],
])('%s inside a unit of work is refused at once instead of waiting for ever', async (_title, inner) => {
  does.go = (ctx) => ctx.work(async () => { await inner(ctx); });
  await expect(t.call('toy.go', {}, as('clerk'))).rejects.toThrow('inside a unit of work');
  // After it there is nothing against it.
  does.go = async (ctx) => { await ctx.work(async () => undefined); await inner(ctx); };
  await expect(t.call('toy.go', {}, as('clerk'))).resolves.toEqual({});
});

test('a message that is not what was agreed is refused with the field named, and the inbox does not know it', async () => {
  const before = await reader().count(inbox, {});
  const taking = takeInMessage(t.house.engine, { municipality: 'gent', port: toyOffice, message: 'given', id: 'bad-1', payload: { number: '85.07.30-033.28' } });
  await expect(taking).rejects.toMatchObject({ type: 'message.not-understood', data: { retry: 'never', issues: [{ name: 'number' }] } });
  await expect(taking).rejects.not.toThrow('85.07.30');
  expect(await reader().count(inbox, {})).toBe(before);
  // The sender repairs it and sends it again under its own id.
  await takeInMessage(t.house.engine, { municipality: 'gent', port: toyOffice, message: 'given', id: 'bad-1', payload: { number: 1 } });
  expect(await reader().count(inbox, {})).toBe(before + 1);
});

test('a second message under the id of another one is refused and kept for a person, and the first one that comes again is acknowledged', async () => {
  const taking = (payload: Record<string, unknown>) => takeInMessage(t.house.engine, { municipality: 'gent', port: toyOffice, message: 'given', id: 'twice-1', payload });
  const waiting = () => reader().count(letters, { source: 'toy-office.given', state: 'waiting' });
  const [inBefore, lettersBefore] = [await reader().count(inbox, {}), await waiting()];
  await taking({ number: 7 });
  await expect(taking({ number: 8 })).rejects.toMatchObject({ type: 'message.id-used-twice', data: { retry: 'never' } });
  await taking({ number: 7 });
  expect([await reader().count(inbox, {}), await waiting()]).toEqual([inBefore + 1, lettersBefore + 1]);
});

test('ciphertext is not kept where nobody is there to pass it on, nor where a message has no place for it', async () => {
  const envelope = { keyId: 'k', wrappedKey: 'w', iv: 'i', ciphertext: 'c', tag: 't', boundTo: { dossier: 'd', purpose: 'fingerprints' as const } };
  const device = definePort('toy-device', {}, { prints: { payload: z.object({ sealed: z.uuid().nullable() }) } });
  await takeInMessage(t.house.engine, { municipality: 'gent', port: device, message: 'prints', id: '1', payload: {}, envelope });
  await expect(takeInMessage(t.house.engine, { municipality: 'gent', port: toyOffice, message: 'given', id: '2', payload: { number: 1 }, envelope })).rejects.toMatchObject({ type: 'message.not-understood' });
  expect(await reader().count(sealedEnvelopes, {})).toBe(0);
});

test('the house destroys fingerprints by itself when the legal limit is reached', async () => {
  const envelope = { keyId: 'k', wrappedKey: 'w', iv: 'i', ciphertext: 'c', tag: 't', boundTo: { dossier: 'd', purpose: 'fingerprints' as const } };
  await inToy((work) => work.keepSealed(envelope));
  ahead += 80 * 24 * 3_600_000;
  await t.pull('house', 'jobs');
  expect(await reader().count(sealedEnvelopes, {})).toBe(1);
  ahead += 9 * 24 * 3_600_000;
  await t.pull('house', 'jobs');
  expect(await reader().count(sealedEnvelopes, {})).toBe(0);
});

test('a job whose next time comes while it still runs is not begun a second time beside itself', async () => {
  const gate = Promise.withResolvers<undefined>();
  const begun = Promise.withResolvers<undefined>();
  let running = 0;
  does.job = async () => { running += 1; begun.resolve(undefined); await gate.promise; };
  const first = t.pull('house', 'clock', { advanceMinutes: 5 });
  await begun.promise;
  await t.pull('house', 'clock', { advanceMinutes: 5 });
  expect(running).toBe(1);
  gate.resolve(undefined);
  await first;
  await t.pull('house', 'jobs');
  expect(running).toBe(2);
  expect(await reader().first(jobRuns, { job: 'toy.job' })).toMatchObject({ state: 'done' });
});

