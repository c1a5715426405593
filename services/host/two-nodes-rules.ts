import { randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { makeInsz } from '#services/belgium/insz.ts';
import type { Migration } from '#services/kernel/migration.ts';
import type { Table } from '#services/kernel/table.ts';
import type { Store, Tables, TurnTables } from '#services/kernel/tables.ts';
import type { UnitOfWork } from '#services/kernel/unit-of-work.ts';
import { appendAudit } from '#services/audit/append-audit.ts';
import { audit001, auditTables } from '#services/audit/audit.store.ts';
import { verifyAudit } from '#services/audit/verify-audit.ts';
import { journeyTables, personNumbers, persons } from '#services/journey/dossier.store.ts';
import { journey001 } from '#services/journey/migrations/001-dossiers.ts';
import { journey002 } from '#services/journey/migrations/002-emptied.ts';
import { journey003 } from '#services/journey/migrations/003-due.ts';
import { journey004 } from '#services/journey/migrations/004-stood.ts';
import { personOf, replaceNumber } from '#services/journey/people.ts';
import { jobs001, jobsTables } from '#services/jobs/jobs.store.ts';
import { beginJob } from '#services/jobs/claim-job.ts';
import { openStore } from '#services/store/open-store.ts';
import { openKeyring } from '#services/vault/keyring.ts';
import { claimIndex } from '#services/vault/claim-index.ts';
import { keyMarks, vault002, vault003 } from '#services/vault/key-marks.store.ts';
import { sealerOf } from '#services/vault/seal-value.ts';
import { clocks, openBusinessClock, tenancy001 } from '#services/tenancy/business-clock.ts';
import { claimLanes, releaseLane } from '#services/outbox/claim-lanes.ts';
import { enqueue } from '#services/outbox/enqueue.ts';
import { outbox003 } from '#services/outbox/attempts.store.ts';
import { outbox002, switches } from '#services/outbox/switches.store.ts';
import { wakeSome } from '#services/outbox/wake-lanes.ts';
import { waitsForSwitch } from './wait-for-switch.ts';
import { items, lanes, never, outbox001, outboxTables } from '#services/outbox/outbox.store.ts';

/** The nodes, once they are there, and as much of a unit of work as plugins need. */
export interface TwoNodes { readonly one: () => Store; readonly other: () => Store; readonly work: (tables: TurnTables) => UnitOfWork }
/** Rules of plugins, on tables of their own. */
export interface Besides { readonly tables: readonly Table[]; readonly migrations: readonly Migration[]; readonly rules: (nodes: TwoNodes) => void }

/** The rules of two nodes that share one database. @param start an empty one */
export function describeTwoNodes(name: string, start: () => Promise<{ readonly url: string; stop(): Promise<void> }>, besides: Besides): void {
  describe(`two nodes on one ${name}`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'eid-nodes-'));
    const keys = openKeyring(folder);
    let database: { readonly url: string; stop(): Promise<void> };
    let one: Store;
    let other: Store;
    beforeAll(async () => {
      database = await start();
      const open = () => openStore({
        url: database.url, tables: [...outboxTables, switches, ...auditTables, ...jobsTables, ...journeyTables, keyMarks, clocks, ...besides.tables],
        migrations: [outbox001, outbox002, outbox003, audit001, jobs001, journey001, journey002, journey003, journey004, tenancy001, vault002, vault003, ...besides.migrations], sealer: sealerOf(openKeyring(folder)),
      });
      [one, other] = await Promise.all([open(), open()]);
    });
    afterAll(async () => {
      await Promise.all([one, other].map((store) => store.close()));
      await database.stop();
      rmSync(folder, { recursive: true });
    });

    const item = (id: string, lane: string) => ({ id, lane, kind: 'effect' as const, name: 'a.b', plugin: 'a', dossier: null, actor: 'job:test', traceId: 't', at: 1, about: {}, payload: {} });
    const claim = async (store: Store, owner: string, most: number, at = 2) => claimLanes(store, { owner, municipalities: ['gent'], most, leaseMs: 60_000 }, { real: at, steady: 0 });

    test('a lane that a person wakes at the moment in which its worker puts it to rest is not forgotten', async () => {
      await one.transaction('gent', (tables) => enqueue(tables, [item('1', 'resting')], 1));
      const [claimed] = await claim(one, 'one', 1);
      if (!claimed) throw new Error('not claimed');
      await one.transaction('gent', (tables) => tables.update(items, { id: '1' }, { state: 'failed' }).then(() => undefined));

      const woke = { done: false };
      const looked = Promise.withResolvers<undefined>();
      const waking = looked.promise.then(() => other.transaction('gent', async (tables) => {
        await tables.update(items, { id: '1' }, { state: 'waiting' });
        await tables.update(lanes, { lane: 'resting' }, { dueAt: 0 });
      })).finally(() => { woke.done = true; });
      await one.transaction('gent', async (tables) => {
        const first: Tables['first'] = async (table, ...asked) => {
          const found = await tables.first(table, ...asked);
          if (table.name === items.name) {
            looked.resolve(undefined);
            // Either the other node is through, or it stands before our row.
            for (let looks = 0; looks < 25 && !woke.done; looks += 1) await pause(10);
          }
          return found;
        };
        await releaseLane({ ...tables, first }, claimed, 3);
      });
      await waking;
      expect(await one.reader('gent').first(lanes, { lane: 'resting' })).toMatchObject({ dueAt: 0, leasedUntil: 0 });
      expect(await one.reader('gent').count(lanes, { dueAt: never })).toBe(0);
      await one.transaction('gent', (tables) => tables.remove(lanes, {}));
    });

    test('a connector that is resumed by one node at the moment in which another puts a lane to rest because of it, forgets no lane', async () => {
      await one.transaction('gent', (tables) => enqueue(tables, [item('r1', 'held')], 1));
      await one.transaction('gent', (tables) => tables.insert(switches, { port: 'a', state: 'paused', why: 'test', by: 'test', since: 1 }));
      const [claimed] = await claim(one, 'one', 1);
      if (!claimed) throw new Error('not claimed');
      const resumed = { done: false };
      const seenOff = Promise.withResolvers<undefined>();
      const resume = async () => {
        await seenOff.promise;
        await other.transaction('gent', (tables) => tables.update(switches, { port: 'a' }, { state: 'resuming' }));
        await other.transaction('gent', (tables) => wakeSome(tables, ['a.b']));
        resumed.done = true;
      };
      const resuming = resume();
      // The worker has looked at the switch with the lane in its hands, and takes its time before it writes.
      const slow: Store = { ...one, transaction: (municipality, body) => one.transaction(municipality, (tables) => body({
        ...tables,
        find: async (table, ...asked) => {
          const found = await tables.find(table, ...asked);
          if (table.name === switches.name) {
            seenOff.resolve(undefined);
            for (let looks = 0; looks < 25 && !resumed.done; looks += 1) await pause(10);
          }
          return found;
        },
      })) };
      expect(await waitsForSwitch({ store: slow, realNow: () => 3 }, claimed, { kind: 'effect', name: 'a.b' })).toBe(true);
      await resuming;
      expect(await one.reader('gent').first(lanes, { lane: 'held' })).toMatchObject({ dueAt: 0, leasedUntil: 0 });
      await one.transaction('gent', async (tables) => { for (const table of [lanes, items, switches]) await tables.remove(table, {}); });
    });

    test('two nodes that claim at once never hold the same lane, and none is left over', async () => {
      await one.transaction('gent', (tables) => enqueue(tables, Array.from({ length: 60 }, (_, index) => item(`c${index}`, `lane-${index}`)), 1));
      const claims = (await Promise.all(Array.from({ length: 20 }, (_, index) => claim(index % 2 ? one : other, `n${index % 2}`, 5)))).flat();
      while (claims.length < 60) {
        const more = await claim(one, 'n0', 60);
        if (more.length === 0) break;
        claims.push(...more);
      }
      expect(new Set(claims.map(({ lane }) => lane)).size).toBe(60);
      expect(claims).toHaveLength(60);
    });

    test('what two nodes put in one lane at once stands in it gaplessly', async () => {
      await Promise.all(Array.from({ length: 30 }, (_, index) => (index % 2 ? one : other).transaction('gent', (tables) => enqueue(tables, [item(`s${index}`, 'shared'), item(`t${index}`, 'shared')], 1))));
      const positions = (await one.reader('gent').find(items, { lane: 'shared' }, { by: [['position', 'asc']] })).map(({ position }) => position);
      expect(positions).toEqual(Array.from({ length: 60 }, (_, index) => index + 1));
    });

    test('two nodes lay one chain of audit entries, from the very first one on', async () => {
      const context = { actor: 'job:test', traceId: 't', at: 1, recordedAt: 1 };
      await Promise.all(Array.from({ length: 40 }, (_, index) => (index % 2 ? one : other).transaction('gent', (tables) => appendAudit(tables, [{ what: `act-${index}`, result: 'done' }], context))));
      expect(await verifyAudit(one.reader('gent'))).toMatchObject({ entries: 40, problem: null });
    });

    test('a job\'s slot is run by one of two nodes', async () => {
      const runs = await Promise.all(Array.from({ length: 10 }, (_, index) => (index % 2 ? one : other).transaction('gent', (tables) => beginJob(tables, { job: 'a', slot: '1' }, 1, 600_000))));
      expect(runs.filter((run) => run !== undefined)).toHaveLength(1);
    });

    test('two who move the business clock at once add up', async () => {
      const [first, second] = [await openBusinessClock(one, ['gent'], () => 0), await openBusinessClock(other, ['gent'], () => 0)];
      await Promise.all(Array.from({ length: 10 }, (_, index) => (index % 2 ? first : second).advance('gent', 60_000)));
      await first.refresh();
      expect(first.now('gent')).toBe(600_000);
    });

    /** As much of a unit of work as people need, and plugins. */
    const work = (tables: TurnTables, keyring = keys) => ({
      ...tables, newId: randomUUID, at: 1, actor: 'job:test', audit: async () => undefined,
      blindIndexes: (purpose: string, value: string) => keyring.blindIndexes('gent', purpose, value),
      claimIndex: (purpose: string, value: string) => claimIndex(keyring, tables, { municipality: 'gent', purpose, value }),
    }) as unknown as UnitOfWork;

    test('a person whom two nodes meet at the same moment is one person', async () => {
      const met = await Promise.all(Array.from({ length: 12 }, (_, index) => (index % 2 ? one : other).transaction('gent', (tables) => personOf(work(tables), '85073003328'))));
      expect(new Set(met).size).toBe(1);
      expect(await one.reader('gent').count(persons, {})).toBe(1);
    });

    test('a replaced number of which two nodes hear at the same moment is replaced once', async () => {
      const heard = await Promise.allSettled([one, other, one, other].map((store) => store.transaction('gent', (tables) => replaceNumber(work(tables), '85073003328', '85073003427'))));
      const refusals = heard.flatMap((end) => (end.status === 'rejected' ? [end.reason as { data: { retry: string } }] : []));
      expect(refusals.every(({ data }) => data.retry === 'safe')).toBe(true);
      const numbers = await one.reader('gent').find(personNumbers, {});
      expect(numbers).toHaveLength(2);
      expect(Object.fromEntries(numbers.map(({ personal: { insz }, replacedOn }) => [insz, replacedOn !== null]))).toEqual({ '85073003328': true, '85073003427': false });
    });

    /** Says when a transaction asks for a turn, or ends without having asked. */
    function watched(store: Store, body: (tables: TurnTables) => Promise<string>): { readonly done: Promise<string>; readonly asked: Promise<unknown> } {
      const asked = Promise.withResolvers<undefined>();
      const done = store.transaction('gent', (tables) => body({ ...tables, takeTurn: (name) => { asked.resolve(undefined); return tables.takeTurn(name); } }));
      return { done, asked: Promise.race([asked.promise, done]) };
    }

    test('a person whom two nodes meet on either side of a rotation is one person, also when neither can see the other\'s work yet', async () => {
      const before = await one.reader('gent').count(persons, {});
      const insz = makeInsz('1961-05-02', 1, { testPerson: true });
      const [written, release] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
      const first = one.transaction('gent', async (tables) => {
        const person = await personOf(work(tables), insz);
        written.resolve(undefined);
        await release.promise;
        return person;
      });
      await written.promise;
      keys.rotate();
      const second = watched(other, (tables) => personOf(work(tables), insz));
      await second.asked;
      release.resolve(undefined);
      expect(await second.done).toBe(await first);
      expect(await one.reader('gent').count(persons, {})).toBe(before + 1);
    });

    test('who waited for a turn while the keys were rotated looks under the new key too', async () => {
      const before = await one.reader('gent').count(persons, {});
      const insz = makeInsz('1961-05-02', 50, { testPerson: true });
      const [held, release] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
      const holder = one.transaction('gent', async (tables) => {
        await tables.takeTurn(keys.blindIndexes('gent', 'insz', insz).at(-1) ?? '');
        held.resolve(undefined);
        await release.promise;
        return personOf(work(tables), insz);
      });
      await held.promise;
      const waiting = watched(other, (tables) => personOf(work(tables), insz));
      await waiting.asked;
      keys.rotate();
      release.resolve(undefined);
      expect(await waiting.done).toBe(await holder);
      expect(await one.reader('gent').count(persons, {})).toBe(before + 1);
    });

    test('a turn is had by one transaction at a time, and nobody waits for that of another municipality', async () => {
      const order: string[] = [];
      const [held, release] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
      const first = one.transaction('gent', async (tables) => { await tables.takeTurn('a'); held.resolve(undefined); await release.promise; order.push('first'); });
      await held.promise;
      const second = other.transaction('gent', async (tables) => { await tables.takeTurn('a'); order.push('second'); });
      await other.transaction('kortenberg', async (tables) => { await tables.takeTurn('a'); order.push('elsewhere'); });
      release.resolve(undefined);
      await Promise.all([first, second]);
      expect(order).toEqual(['elsewhere', 'first', 'second']);
    });

    test('a node whose key file was left behind writes no person a second time', async () => {
      const behind = mkdtempSync(join(tmpdir(), 'eid-behind-'));
      cpSync(folder, behind, { recursive: true });
      const stale = openKeyring(behind);
      keys.rotate();
      const insz = makeInsz('1961-05-02', 60, { testPerson: true });
      await one.transaction('gent', (tables) => personOf(work(tables), insz));
      const late = other.transaction('gent', (tables) => personOf(work(tables, stale), insz));
      await expect(late).rejects.toMatchObject({ type: 'vault.key-behind', data: { retry: 'safe' } });
      rmSync(behind, { recursive: true });
    });

    besides.rules({ one: () => one, other: () => other, work: (tables) => work(tables) });
  });
}
