import { aCitizen } from '#tools/test-house/make-citizen.ts';
import { as, openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';
import { claimLanes, holdLane, LaneLost } from '#services/outbox/claim-lanes.ts';
import { items, lanes } from '#services/outbox/outbox.store.ts';
import type { Work } from '#services/kernel/context.ts';
import type { invitation } from '#plugins/invitation/invitation.contract.ts';
import { runWork } from './run-work.ts';

let test1: TestHouse;
beforeAll(async () => { test1 = await openTestHouse(); });
afterAll(() => test1.stop());

interface Ledger { entries: { operation: string; dossier: string | null; times: number }[] }
interface Opened { opened: { dossier: string }[] }
interface Exceptions { exceptions: { item: string; name: string; state: string; dossier: string | null; attempts: number; behind: number }[] }
const admin = as('administrator');

/** Opens a dossier with these faults on in the eID tool, and says what the tool accepted for it. */
async function openWith(fault: object | undefined, port = 'eid-tool', overrides = {}): Promise<string> {
  await aCitizen(test1, overrides);
  if (fault) await test1.pull(port, 'fault', fault);
  const { opened } = await test1.call<Opened>('invitation.checkExpiry', {}, admin);
  await test1.idle();
  const dossier = opened[0]?.dossier;
  if (dossier === undefined) throw new Error('no dossier was opened');
  return dossier;
}
const accepted = async (port: string, operation: string, dossier: string) =>
  (await test1.pull<Ledger>(port, 'ledger', {})).entries.filter((entry) => entry.operation === operation && entry.dossier === dossier);
const exceptionsOf = async (dossier: string) => (await test1.call<Exceptions>('exceptions.list', { dossier }, admin)).exceptions;

test('a system that is down for a while gets everything once it is back', async () => {
  const dossier = await openWith({ operation: 'openRenewal', kind: 'down', times: 3 });
  expect(await accepted('eid-tool', 'openRenewal', dossier)).toHaveLength(1);
  expect(await exceptionsOf(dossier)).toEqual([]);
});

test('an answer that comes too late leads to a repeat with the same key, which is accepted once', async () => {
  const dossier = await openWith({ operation: 'openRenewal', kind: 'answers-late', times: 2 });
  expect(await accepted('eid-tool', 'openRenewal', dossier)).toEqual([expect.objectContaining({ times: 3 })]);
});

test('what is refused for good waits on the exception list, holds up its lane only, and goes on after a replay', async () => {
  const dossier = await openWith({ operation: 'openRenewal', kind: 'refuses', times: 1 }, 'eid-tool', { recognised: true });
  const [exception] = await exceptionsOf(dossier);
  expect(exception).toMatchObject({ name: 'eid-tool.openRenewal', state: 'failed', attempts: 1, behind: 1 });
  expect(await accepted('eid-tool', 'openRenewal', dossier)).toEqual([]);
  // The invitation is on its own way.
  expect((await test1.pull<{ messages: object[] }>('messaging', 'messages', { dossier })).messages).toHaveLength(1);

  await test1.call('exceptions.replay', { items: [exception?.item], why: 'tool-repaired' }, admin);
  await test1.idle();
  expect(await accepted('eid-tool', 'openRenewal', dossier)).toHaveLength(1);
  expect(await exceptionsOf(dossier)).toEqual([]);
});

test('a mail of which nobody knows whether it went out is not sent again by itself', async () => {
  const dossier = await openWith({ operation: 'sendEmail', kind: 'answers-late', times: 1 }, 'messaging');
  expect((await test1.pull<{ messages: object[] }>('messaging', 'messages', { dossier })).messages).toHaveLength(1);
  expect(await exceptionsOf(dossier)).toEqual([expect.objectContaining({ name: 'messaging.sendEmail', state: 'parked' })]);
});

test('one that a person gives up lets those behind it go on', async () => {
  const dossier = await openWith({ operation: 'openRenewal', kind: 'refuses', times: 1 }, 'eid-tool', { recognised: true });
  const [exception] = await exceptionsOf(dossier);
  await test1.call('exceptions.skip', { item: exception?.item, why: 'done-by-hand' }, admin);
  await test1.idle();
  const waiting = await test1.house.engine.store.reader('gent').count(items, { dossier, state: 'waiting' });
  expect(waiting).toBe(0);
});

test('who may only read the exception list cannot have anything tried again', async () => {
  await expect(test1.call('exceptions.replay', { items: ['0190a000-0000-7000-8000-000000000001'], why: 'x' }, as('official'))).rejects.toMatchObject({ type: 'caller.scope-missing' });
});

test('a worker that lost its lane to another one can settle nothing any more', async () => {
  // Nobody works here: the lane is for these two alone.
  const idle = await openTestHouse({ house: { works: { outbox: false, jobs: false } } });
  const { store } = idle.house.engine;
  await store.transaction('gent', (tables) => tables.insert(lanes, { lane: 'effect:fenced', tail: 1, fence: 0, owner: null, leasedUntil: 0, dueAt: 1 }));
  const [first] = (await claimLanes(store, { owner: 'first', municipalities: ['gent'], most: 50, leaseMs: 60_000 }, { real: 2, steady: 0 })).filter(({ lane }) => lane === 'effect:fenced');
  const [second] = (await claimLanes(store, { owner: 'second', municipalities: ['gent'], most: 50, leaseMs: 60_000 }, { real: 1_000_000, steady: 0 })).filter(({ lane }) => lane === 'effect:fenced');
  if (!first || !second) throw new Error('not claimed');
  expect(second.fence).toBe(first.fence + 1);
  await expect(store.transaction('gent', (tables) => holdLane(tables, first, 3))).rejects.toThrow(LaneLost);
  await expect(store.transaction('gent', (tables) => holdLane(tables, second, 3))).resolves.toBeUndefined();
  await idle.stop();
});

test('what a unit of work asked for goes nowhere when it fails', async () => {
  const { engine } = test1.house;
  const plugin = engine.plugins.get('invitation');
  if (!plugin) throw new Error('no plugin');
  const before = await engine.store.reader('gent').count(items, {});
  await expect(runWork(engine, { municipality: 'gent', plugin, actor: 'job:test', traceId: 't' }, async (work: Work<typeof invitation>) => {
    await work.dispatch('eid-tool.setHomeServiceFlag', { insz: '85073003328', homeService: true }, { lane: 'x' });
    throw new Error('after all not');
  })).rejects.toThrow('after all not');
  expect(await engine.store.reader('gent').count(items, {})).toBe(before);
});
