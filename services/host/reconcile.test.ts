import { auditEntries } from '#services/audit/audit.store.ts';
import { markRestored } from '#services/outbox/mark-restored.ts';
import { restorePort, switches } from '#services/outbox/switches.store.ts';
import { openToyHouse, type ToyEffect, type ToyHouse } from '#tools/test-house/open-toy-house.ts';
import { endRestorePause, reckonWaiting } from './reconcile.ts';

let t: ToyHouse;
beforeEach(async () => { t = await openToyHouse({ house: { outages: { breaker: { failures: 5, baseMs: 60_000, longestMs: 60_000 }, retriesPerMinute: 120 } } }); });
afterEach(() => t.stop());
const engine = () => t.house.engine;
const reader = () => engine().store.reader('gent');
const flip = (how: 'pause' | 'cut' | 'resume', port: string) => t.call(`outbox.${how}`, { port, why: 'test' }, t.admin);
const end = () => endRestorePause(engine(), 'gent', 'system:test');
/** As `restoreBackup` leaves a store. */
const restored = () => engine().store.transaction('gent', async (tables) => {
  await tables.insert(switches, { port: restorePort, state: 'paused', why: 'restored', by: 'system:restore', since: engine().realNow() });
  await markRestored(tables);
});
/** The office knows of it, and this house does not. */
const hadGoneOut = async (dossier: string) => {
  await t.pull('toy-office', 'give', { dossier });
  await t.idle();
};
const standings = async () => (await reckonWaiting(engine(), 'gent')).map(({ name, standing, failure }) => [name.replace('toy-office.', ''), standing, failure]);
const all: readonly ToyEffect[] = ['toy-office.giveKeyed', 'toy-office.giveLooked', 'toy-office.giveParked'];

test('of each effect that waits after a restore is told whether it had gone out, and asking changes nothing', async () => {
  await hadGoneOut('old');
  await restored();
  for (const name of all) await t.ask(name, 'new');
  await t.ask('toy-office.giveLooked', 'old');
  await t.happen('new');
  const told = [['giveKeyed', 'repeats', null], ['giveLooked', 'not-happened', null], ['giveParked', 'person', null], ['giveLooked', 'happened', null], ['toy.happened', 'inside', null]];
  expect(await standings()).toEqual(told);
  expect(await standings()).toEqual(told);
  await t.fault('look-up', 'down', 9);
  expect((await standings())[1]).toEqual(['giveLooked', 'not-answered', 'toy-office.unavailable']);
  expect(await t.given()).toEqual([]);
});

test('a system that does not answer is left in peace, also by the reconciliation', async () => {
  await restored();
  for (let index = 0; index < 7; index += 1) await t.ask('toy-office.giveLooked', `down-${index}`);
  await t.fault('look-up', 'down', 99);
  const failures = (await standings()).map(([, , failure]) => failure);
  expect(failures).toEqual([...Array.from({ length: 5 }, () => 'toy-office.unavailable'), 'port.unavailable-now', 'port.unavailable-now']);
});

test.each(['toy-office', '*'])('a connector that %s cuts is not asked by the reconciliation, and stays cut after it', async (port) => {
  await hadGoneOut('cut');
  await restored();
  await t.ask('toy-office.giveLooked', 'cut');
  await flip('cut', port);
  expect(await standings()).toEqual([['giveLooked', 'not-answered', 'port.switched-off']]);
  await expect(t.look()).rejects.toMatchObject({ type: 'port.switched-off' });
  expect(await end()).toBe(true);
  expect(await reader().find(switches, {})).toEqual([expect.objectContaining({ port, state: 'cut' })]);
});

test('what a person resumes while a restore is not reconciled stays held by the restore', async () => {
  await flip('cut', '*');
  await restored();
  await t.ask('toy-office.giveKeyed', 'held');
  expect(await flip('resume', '*')).toEqual({ resumed: true });
  await expect(flip('resume', '*')).rejects.toMatchObject({ type: 'outbox.restored' });
  await t.idle();
  expect(await t.given()).toEqual([]);
  const { switches: seen } = await t.call<{ switches: { port: string }[] }>('outbox.switches', {}, t.admin);
  expect(seen.slice(0, 2)).toEqual([expect.objectContaining({ port: '*', state: 'running' }), expect.objectContaining({ port: restorePort, state: 'paused', circuit: null, waiting: 1 })]);
  await end();
  await t.idle();
  expect(await t.given()).toHaveLength(1);
});

test('what was asked while the pause of a restore lasted may have been done before it: it is looked up, or waits for a person', async () => {
  await hadGoneOut('asked-again');
  await restored();
  for (const name of all) await t.ask(name, 'asked-again');
  expect(await end()).toBe(true);
  expect(await end()).toBe(false);
  await t.idle();
  expect((await t.given()).map(({ operation }) => operation)).toEqual(['giveKeyed']);
  expect((await t.items({ kind: 'effect' })).map(({ state, traceId, failure }) => [state, traceId, failure])).toEqual([
    ['done', 'restored-t', null], ['done', 'restored-t', null], ['parked', 'restored-t', 'outbox.outcome-unknown'],
  ]);
  expect((await reader().find(auditEntries, {})).map(({ what, actor }) => [what, actor])).toContainEqual(['store.reconciled', 'system:test']);
});
