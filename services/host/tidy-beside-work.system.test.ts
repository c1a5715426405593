import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { dossiers, journeyTables, personNumbers, persons } from '#services/journey/dossier.store.ts';
import { journeyRetention } from '#services/journey/journey.retention.ts';
import { journey001 } from '#services/journey/migrations/001-dossiers.ts';
import { journey002 } from '#services/journey/migrations/002-emptied.ts';
import { journey003 } from '#services/journey/migrations/003-due.ts';
import { journey004 } from '#services/journey/migrations/004-stood.ts';
import { personOf } from '#services/journey/people.ts';
import type { TableRule } from '#services/kernel/retention.ts';
import type { Table } from '#services/kernel/table.ts';
import type { Store, Tables } from '#services/kernel/tables.ts';
import type { UnitOfWork } from '#services/kernel/unit-of-work.ts';
import { enqueue } from '#services/outbox/enqueue.ts';
import { outboxRetention } from '#services/outbox/outbox.retention.ts';
import { items, lanes, never, outbox001, outboxTables } from '#services/outbox/outbox.store.ts';
import { openStore } from '#services/store/open-store.ts';
import { openKeyring } from '#services/vault/keyring.ts';
import { sealerOf } from '#services/vault/seal-value.ts';
import type { RunningServer } from '#tools/system-packages/server-process.ts';
import { startPostgres } from '#tools/system-packages/start-postgres.ts';
import type { RetentionCtx } from '#services/retention/batch.ts';
import { sweepLeftOver } from '#services/retention/sweep-left-over.ts';

/** Two nodes on one PostgreSQL: one tidies while the other works. */
const folder = mkdtempSync(join(tmpdir(), 'eid-left-over-'));
const keyring = openKeyring(folder);
let database: RunningServer;
let tidying: Store;
let working: Store;
beforeAll(async () => {
  database = await startPostgres();
  const open = () => openStore({ url: database.url, tables: [...outboxTables, ...journeyTables], migrations: [outbox001, journey001, journey002, journey003, journey004], sealer: sealerOf(keyring) });
  [tidying, working] = await Promise.all([open(), open()]);
});
afterAll(async () => {
  await Promise.all([tidying, working].map((store) => store.close()));
  await database.stop();
  rmSync(folder, { recursive: true });
});
beforeEach(() => tidying.transaction('gent', async (tables) => { for (const table of [dossiers, persons, personNumbers, items, lanes]) await tables.remove(table, {}); }));

const insz = '85073003328';
const workOn = (tables: Tables): UnitOfWork => ({
  ...tables, municipality: 'gent', actor: 'job:test', traceId: 't', at: 1, newId: randomUUID, blindIndexes: (purpose: string, value: string) => keyring.blindIndexes('gent', purpose, value),
  claimIndex: (purpose: string, value: string) => Promise.resolve({ newest: keyring.blindIndex('gent', purpose, value), all: keyring.blindIndexes('gent', purpose, value) }), audit: async () => undefined,
}) as never;
/** What the sweep needs of its context. `count` is told before it looks whether what it removed came into use again. */
const ctxOf = (store: Store, beforeCount: () => Promise<void> = async () => undefined): RetentionCtx => ({
  store: store.reader('gent'),
  work: <T>(body: (work: UnitOfWork) => Promise<T>) => store.transaction('gent', (tables) => body(workOn({
    ...tables, count: async (table, where) => { await beforeCount(); return tables.count(table, where); },
  }))),
}) as never;
const ruleOf = (table: Table): TableRule => {
  const found = [...journeyRetention, ...outboxRetention].flatMap(({ tables }) => tables).find((rule) => rule.table === table && rule.counted.from === 'nothing-left');
  if (!found) throw new Error('no such rule');
  return found;
};
const openDossier = async (tables: Tables, person: string) => tables.insert(dossiers, {
  id: randomUUID(), person, cardIndex: `v1:${randomUUID()}`, cycle: 1, state: 'opened', sequence: 1, expiresOn: '2027-01-01', openedAt: 1, stateSince: 1, personal: { cardNumber: '1' },
});
const numbersOfDossiers = async () => {
  const [dossier] = await tidying.reader('gent').find(dossiers, {});
  return tidying.reader('gent').count(personNumbers, { person: dossier?.person ?? '' });
};

test('a person stays who comes back at the moment in which nothing was left', async () => {
  await working.transaction('gent', (tables) => personOf(workOn(tables), insz));
  const met = Promise.withResolvers<undefined>();
  const opening = working.transaction('gent', async (tables) => {
    const person = await personOf(workOn(tables), insz);
    met.resolve(undefined);
    // Long enough for the other node to have looked and to want the row.
    await pause(300);
    await openDossier(tables, person);
  });
  await met.promise;
  await expect(sweepLeftOver(ctxOf(tidying), 'dossiers', ruleOf(personNumbers))).rejects.toThrow('came into use again');
  await opening;
  expect(await numbersOfDossiers()).toBe(1);
});

test('who comes back while being forgotten is a new person, with a number', async () => {
  const before = await working.transaction('gent', (tables) => personOf(workOn(tables), insz));
  const removed = Promise.withResolvers<undefined>();
  const opening = removed.promise.then(() => working.transaction('gent', async (tables) => openDossier(tables, await personOf(workOn(tables), insz))));
  await sweepLeftOver(ctxOf(tidying, async () => {
    removed.resolve(undefined);
    await pause(300);
  }), 'dossiers', ruleOf(personNumbers));
  await opening;
  expect((await tidying.reader('gent').find(dossiers, {})).map(({ person }) => person)).not.toEqual([before]);
  expect(await numbersOfDossiers()).toBe(1);
});

test('a queue that is tidied away at the moment in which something is put in it begins anew', async () => {
  await tidying.transaction('gent', (tables) => tables.insert(lanes, { lane: 'effect:a', tail: 7, fence: 3, owner: null, leasedUntil: 0, dueAt: never }));
  const asked = Promise.withResolvers<undefined>();
  const tidied = asked.promise.then(() => sweepLeftOver(ctxOf(tidying), 'outbox', ruleOf(lanes)));
  await working.transaction('gent', async (tables) => {
    const first: Tables['first'] = async (table, ...search) => {
      asked.resolve(undefined);
      await tidied;
      return tables.first(table, ...search);
    };
    await enqueue({ ...tables, first }, [{ id: randomUUID(), lane: 'effect:a', kind: 'effect', name: 'a.b', plugin: 'a', dossier: null, actor: 'job:test', traceId: 't', at: 1, about: {}, payload: {} }], 1);
  });
  expect(await tidying.reader('gent').find(lanes, {})).toMatchObject([{ lane: 'effect:a', tail: 1, dueAt: 1 }]);
  expect(await tidying.reader('gent').find(items, {})).toMatchObject([{ position: 1 }]);
  await sweepLeftOver(ctxOf(tidying), 'outbox', ruleOf(lanes));
  expect(await tidying.reader('gent').count(lanes, {})).toBe(1);
});
