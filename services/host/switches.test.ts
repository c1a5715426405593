import { openToyHouse, type ToyHouse } from '#tools/test-house/open-toy-house.ts';
import { as } from '#tools/test-house/open-test-house.ts';
import { toyOffice } from '#connectors/sandbox-kit/toy-office.ts';
import { auditEntries } from '#services/audit/audit.store.ts';
import { claimLanes } from '#services/outbox/claim-lanes.ts';
import { enqueue } from '#services/outbox/enqueue.ts';
import { finishResuming } from '#services/outbox/finish-resuming.ts';
import { inbox, items, lanes, never } from '#services/outbox/outbox.store.ts';
import { switches } from '#services/outbox/switches.store.ts';
import type { Engine } from './engine.ts';
import { healthOf } from './health.ts';
import { takeInMessage } from './take-in-message.ts';
import { waitsForSwitch } from './wait-for-switch.ts';

let t: ToyHouse;
beforeAll(async () => { t = await openToyHouse(); });
afterAll(() => t.stop());
const off = (how: 'pause' | 'cut', port: string) => t.call(`outbox.${how}`, { port, why: 'maintenance' }, t.admin);
const resume = (port: string) => t.call<{ resumed: boolean }>('outbox.resume', { port, why: 'repaired' }, t.admin);
afterEach(async () => {
  for (const port of ['toy-office', '*']) await resume(port);
  await t.idle();
});
const reader = () => t.house.engine.store.reader('gent');
const givenTo = async (dossier: string) => (await t.given()).filter((entry) => entry.dossier === dossier);
const attempts = async (dossier: string) => (await t.items()).filter((item) => item.lane === `effect:${dossier}`).map(({ attempts: count, begun, state }) => ({ attempts: count, begun, state }));

test('effects of a paused connector wait in their lanes without spending an attempt, and go out once and in order when it is resumed', async () => {
  await off('pause', 'toy-office');
  for (const name of ['toy-office.giveParked', 'toy-office.giveLooked', 'toy-office.giveKeyed'] as const) await t.ask(name, 'paused');
  await t.idle();
  expect(await givenTo('paused')).toEqual([]);
  expect(await attempts('paused')).toEqual(Array.from({ length: 3 }, () => ({ attempts: 0, begun: false, state: 'waiting' })));
  expect(await resume('toy-office')).toEqual({ resumed: true });
  await t.idle();
  expect((await givenTo('paused')).map(({ operation, times }) => [operation, times])).toEqual([['giveParked', 1], ['giveLooked', 1], ['giveKeyed', 1]]);
  expect(await resume('toy-office')).toEqual({ resumed: false });
});

test('look-ups and inbound messages go on while a connector is paused', async () => {
  await off('pause', 'toy-office');
  await expect(t.look()).resolves.toEqual({ number: expect.any(Number) });
  await t.pull('toy-office', 'tell', { number: 7 });
  await t.idle();
  expect((await t.items({ kind: 'message' })).at(-1)).toMatchObject({ state: 'done' });
});

test.each(['toy-office', '*'])('the kill switch of %s refuses look-ups, and messages so that their sender keeps them and sends them again', async (port) => {
  await off('cut', port);
  await expect(t.look()).rejects.toMatchObject({ type: 'port.switched-off', code: 503, data: { retry: 'safe' } });
  await t.ask('toy-office.giveKeyed', `cut-${port}`);
  const before = [await reader().count(inbox, {}), (await t.items({ kind: 'message' })).length];
  await t.pull('toy-office', 'tell', { number: 8 });
  await t.idle();
  const message = { municipality: 'gent', port: toyOffice, message: 'given', id: 'by-hand', payload: { number: 1 } };
  await expect(takeInMessage(t.house.engine, message)).rejects.toMatchObject({ type: 'port.switched-off' });
  expect([await reader().count(inbox, {}), (await t.items({ kind: 'message' })).length]).toEqual(before);
  expect(await givenTo(`cut-${port}`)).toEqual([]);
  await resume(port);
  await t.idle();
  expect((await t.items({ kind: 'message' })).length).toBe((before[1] ?? 0) + 1);
  expect(await givenTo(`cut-${port}`)).toHaveLength(1);
  await expect(t.look()).resolves.toBeDefined();
});

test('a pause of everything holds up events and the receivers of messages too, but takes messages in', async () => {
  let heard = 0;
  t.does.onEvent = async (ctx) => { await ctx.work(async () => { heard += 1; }); };
  await off('pause', '*');
  await t.happen('everything');
  await t.pull('toy-office', 'tell', { number: 9 });
  await t.idle();
  expect(heard).toBe(0);
  expect((await t.items({ state: 'waiting' })).map(({ kind, attempts: count }) => `${kind}: ${count}`).toSorted()).toEqual(['event: 0', 'message: 0']);
  await resume('*');
  await t.idle();
  expect(heard).toBe(1);
  expect(await t.items({ state: 'waiting' })).toEqual([]);
});

test('a pause of one connector holds up no event', async () => {
  let heard = 0;
  t.does.onEvent = async (ctx) => { await ctx.work(async () => { heard += 1; }); };
  await off('pause', 'toy-office');
  await t.happen('one');
  await t.idle();
  expect(heard).toBe(1);
});

test('while both are off, resuming the connector alone sends nothing out', async () => {
  await off('pause', 'toy-office');
  await off('pause', '*');
  await t.ask('toy-office.giveKeyed', 'both');
  await t.idle();
  await resume('toy-office');
  await t.idle();
  expect(await givenTo('both')).toEqual([]);
  await resume('*');
  await t.idle();
  expect(await givenTo('both')).toHaveLength(1);
});

test('resuming leaves lanes alone that stand still for another reason', async () => {
  await t.fault('giveKeyed', 'refuses', 1);
  await t.ask('toy-office.giveKeyed', 'refused');
  await t.idle();
  await t.ask('toy-office.giveKeyed', 'refused');
  await off('pause', 'toy-office');
  await t.house.engine.store.transaction('gent', (tables) => enqueue(tables, [{ id: '0190a000-0000-7000-8000-00000000aaaa', lane: 'effect:later', kind: 'effect', name: 'toy-office.giveKeyed', plugin: 'toy', dossier: null, actor: 'job:test', traceId: 't', at: 1, about: {}, payload: { dossier: 'later' } }], t.house.engine.realNow() + 3_600_000));
  await resume('toy-office');
  expect(await reader().first(lanes, { lane: 'effect:refused' })).toMatchObject({ dueAt: never });
  expect((await reader().first(lanes, { lane: 'effect:later' }))?.dueAt).toBeGreaterThan(t.house.engine.realNow());
  t.skip(3_600_001);
  await t.idle();
  expect(await givenTo('later')).toHaveLength(1);
  for (const { id } of await t.items({ state: 'failed' })) await t.call('exceptions.skip', { item: id, why: 'test' }, t.admin);
});

test.each([['between its two looks', true], ['after both', false]])('a connector that is resumed while a worker puts a lane to rest, %s, forgets no lane', async (_when, between) => {
  // A lane that this test works itself: it is not due yet when the house's own worker looks.
  const { engine } = t.house;
  const { store } = engine;
  const lane = `effect:race-${between}`;
  await off('pause', 'toy-office');
  await store.transaction('gent', (tables) => enqueue(tables, [{ id: engine.newId(), lane, kind: 'effect', name: 'toy-office.giveKeyed', plugin: 'toy', dossier: null, actor: 'job:test', traceId: 't', at: 1, about: {}, payload: { dossier: lane } }], engine.realNow() + 60_000));
  const [claim] = (await claimLanes(store, { owner: 'test', municipalities: ['gent'], most: 50, leaseMs: 3_600_000 }, { real: engine.realNow() + 61_000, steady: 0 })).filter((candidate) => candidate.lane === lane);
  const [head] = await reader().find(items, { lane });
  if (!claim || !head) throw new Error('not claimed');
  const held: Engine['store'] = { ...store, transaction: async (municipality, body) => {
    if (between) await resume('toy-office');
    return store.transaction(municipality, body);
  } };
  expect(await waitsForSwitch({ store: held, realNow: engine.realNow }, claim, head)).toBe(true);
  if (!between) await resume('toy-office');
  await t.idle();
  expect(await givenTo(lane)).toHaveLength(1);
});

test('a resume that was broken off halfway is finished by the house', async () => {
  await off('pause', 'toy-office');
  await t.ask('toy-office.giveKeyed', 'halfway');
  await t.idle();
  // What a crash right after the first commit of a resume leaves behind.
  await t.house.engine.store.transaction('gent', (tables) => tables.update(switches, { port: 'toy-office' }, { state: 'resuming' }));
  await t.advance({ minutes: 5 });
  expect(await givenTo('halfway')).toHaveLength(1);
  expect(await reader().count(switches, {})).toBe(0);
});

test('health tells per connector in how many municipalities it stands still, and names nobody', async () => {
  const connectors = async () => (await healthOf(t.house)).components['outbox']?.details?.['connectors'];
  expect(await connectors()).toEqual({});
  await off('cut', 'toy-office');
  await off('pause', '*');
  expect(await connectors()).toEqual({ 'toy-office': { paused: 0, cut: 1, open: 0 }, '*': { paused: 1, cut: 0, open: 0 } });
});

test('of what waits the switches tell since when', async () => {
  await off('pause', 'toy-office');
  const before = t.house.engine.realNow();
  await t.ask('toy-office.giveKeyed', 'oldest');
  await t.ask('toy-office.giveKeyed', 'younger');
  await t.idle();
  const [, office] = (await t.call<{ switches: { waiting: number; oldest: number }[] }>('outbox.switches', {}, t.admin)).switches;
  expect(office?.waiting).toBe(2);
  expect(office?.oldest).toBe((await t.items({ kind: 'effect', state: 'waiting' })).toSorted((a, b) => a.createdAt - b.createdAt)[0]?.createdAt);
  expect(office?.oldest).toBeGreaterThanOrEqual(before);
});

test('an administrator has one connector looked at; a sandbox has nothing to reach', async () => {
  expect(await t.call('outbox.check', { port: 'toy-office' }, t.admin)).toEqual({ ok: true, findings: [] });
  await expect(t.call('outbox.check', { port: 'toy-shop' }, t.admin)).rejects.toMatchObject({ type: 'outbox.unknown-port' });
  await expect(t.call('outbox.check', { port: 'toy-office' }, as('clerk'))).rejects.toMatchObject({ type: 'caller.scope-missing' });
});

test('who switches is an administrator, names a connector that there is, and stands in the audit with the reason', async () => {
  await expect(t.call('outbox.cut', { port: 'toy-office', why: 'x' }, as('official'))).rejects.toMatchObject({ type: 'caller.scope-missing' });
  await expect(off('pause', 'toy-shop')).rejects.toMatchObject({ type: 'outbox.unknown-port', data: { issues: [{ name: 'port' }] } });
  await off('cut', 'toy-office');
  expect((await t.call<{ switches: object[] }>('outbox.switches', {}, t.admin)).switches).toEqual([
    expect.objectContaining({ port: '*', state: 'running' }),
    { port: 'toy-office', state: 'cut', circuit: 'closed', why: 'maintenance', by: 'official:els.peeters', since: expect.any(Number), waiting: 0, oldest: null },
  ]);
  await resume('toy-office');
  const seen = (await reader().find(auditEntries, {}, { by: [['sequence', 'desc']], limit: 2 })).map(({ what, why, actor }) => [what, why, actor]);
  expect(seen).toEqual([['outbox.resume', 'toy-office: repaired', 'official:els.peeters'], ['outbox.cut', 'toy-office: maintenance', 'official:els.peeters']]);
});

test('everything that waits is woken, also when it is more than fits in one transaction', async () => {
  const { store, newId, realNow } = t.house.engine;
  await off('pause', 'toy-office');
  const ids = Array.from({ length: 450 }, (_, index) => `many-${index}`);
  await store.transaction('gent', async (tables) => {
    await enqueue(tables, ids.map((id) => ({ id: newId(), lane: `effect:${id}`, kind: 'effect' as const, name: 'toy-office.giveKeyed', plugin: 'toy', dossier: null, actor: 'job:test', traceId: 't', at: 1, about: {}, payload: { dossier: id } })), realNow());
    // At rest already, as after a look of the worker at each.
    await tables.update(lanes, { dueAt: { lt: never } }, { dueAt: never });
  });
  let transactions = 0;
  await store.transaction('gent', (tables) => tables.update(switches, {}, { state: 'resuming' }));
  await finishResuming((body) => { transactions += 1; return store.transaction('gent', body); }, 'toy-office', ['toy-office.giveKeyed']);
  expect(transactions).toBe(4);
  await t.idle();
  expect((await t.items({ state: 'waiting' })).length).toBe(0);
});
