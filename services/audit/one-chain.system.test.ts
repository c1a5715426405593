import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import type { Store } from '#services/kernel/tables.ts';
import type { AuditEntry } from '#services/kernel/unit-of-work.ts';
import { openStore } from '#services/store/open-store.ts';
import { aShelf, shelves, shelves001 } from '#services/store/store-rules.ts';
import { openKeyring } from '#services/vault/keyring.ts';
import { sealerOf } from '#services/vault/seal-value.ts';
import { withPgClient } from '#tools/system-packages/pg-client.ts';
import type { RunningServer } from '#tools/system-packages/server-process.ts';
import { startPostgres } from '#tools/system-packages/start-postgres.ts';
import { appendAudit } from './append-audit.ts';
import { audit001, auditEntries, auditHeads, auditTables } from './audit.store.ts';
import { verifyAudit } from './verify-audit.ts';

/** Two nodes on one PostgreSQL, each with its own connections. */
const folder = mkdtempSync(join(tmpdir(), 'eid-chain-'));
const context = { actor: 'official:els.peeters', traceId: 't', at: 1, recordedAt: 2 };
let server: RunningServer;
let nodes: readonly [Store, Store];
beforeAll(async () => {
  server = await startPostgres();
  const open = () => openStore({ url: server.url, tables: [...auditTables, shelves], migrations: [audit001, shelves001], sealer: sealerOf(openKeyring(folder)) });
  nodes = [await open(), await open()];
  // Sequelize tells the console about connections that are cut.
  jest.spyOn(console, 'warn').mockImplementation(() => undefined);
});
afterAll(async () => {
  jest.restoreAllMocks();
  for (const node of nodes) await node.close();
  await server.stop();
  rmSync(folder, { recursive: true });
});

const deed = (what: string): AuditEntry => ({ what, result: 'done' });
const entriesOf = (municipality: string) => nodes[0].reader(municipality).find(auditEntries, {}, { by: [['sequence', 'asc']] });
const verdict = (municipality: string) => verifyAudit(nodes[0].reader(municipality));
const database = (sql: string) => withPgClient(server.url, (client) => client.query(sql));

test('fifty units of work at once on two nodes lay one chain: those that fail leave nothing in it, and what one unit did stands together', async () => {
  const unit = (index: number) => nodes[index % 2 === 0 ? 0 : 1].transaction('gent', async (tables) => {
    await tables.insert(shelves, aShelf({ id: String(index), label: String(index) }));
    await appendAudit(tables, Array.from({ length: 1 + (index % 3) }, (_, part) => deed(`${index}-${part}`)), context);
    if (index % 5 === 0) throw new Error('after all not');
  });
  const ended = await Promise.allSettled(Array.from({ length: 50 }, (_, index) => unit(index)));
  expect(ended.filter(({ status }) => status === 'rejected')).toHaveLength(10);
  const entries = await entriesOf('gent');
  const expected = Array.from({ length: 50 }, (_, index) => index).filter((index) => index % 5 !== 0).flatMap((index) => Array.from({ length: 1 + (index % 3) }, (_, part) => `${index}-${part}`));
  expect(entries.map(({ what }) => what).toSorted()).toEqual(expected.toSorted());
  const units = entries.map(({ what }) => what.split('-')[0]);
  const stretches = units.filter((unitOf, index) => unitOf !== units[index - 1]);
  expect(stretches).toHaveLength(new Set(units).size);
  expect(await nodes[0].reader('gent').count(shelves, {})).toBe(40);
  expect(await verdict('gent')).toMatchObject({ entries: expected.length, problem: null });
});

test('a node that is cut off between its entry and the commit leaves neither its deed nor its entry, and the next one follows on', async () => {
  const [one, other] = nodes;
  await other.transaction('cut', (tables) => appendAudit(tables, [deed('before')], context));
  const [entered, passed] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
  const cut = one.transaction('cut', async (tables) => {
    await tables.insert(shelves, aShelf());
    await appendAudit(tables, [deed('cut-off')], context);
    entered.resolve(undefined);
    await passed.promise;
    await tables.count(shelves, {});
  });
  await entered.promise;
  const next = other.transaction('cut', (tables) => appendAudit(tables, [deed('next')], context));
  await database("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE state = 'idle in transaction'");
  await next;
  passed.resolve(undefined);
  await expect(cut).rejects.toMatchObject({ type: 'store.unavailable', data: { retry: 'safe' } });
  expect((await entriesOf('cut')).map(({ what }) => what)).toEqual(['before', 'next']);
  expect(await one.reader('cut').count(shelves, {})).toBe(0);
  expect(await verdict('cut')).toMatchObject({ entries: 2, problem: null });
});

test('nobody waits for the end of the chain of another municipality', async () => {
  const [held, release] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
  const first = nodes[0].transaction('one-town', async (tables) => {
    await appendAudit(tables, [deed('slow')], context);
    held.resolve(undefined);
    await release.promise;
  });
  await held.promise;
  await nodes[1].transaction('other-town', (tables) => appendAudit(tables, [deed('quick')], context));
  release.resolve(undefined);
  await first;
  expect([await verdict('one-town'), await verdict('other-town')]).toMatchObject([{ entries: 1, problem: null }, { entries: 1, problem: null }]);
});

test('whatever letters an entry has, the database hashes it as the house does, also when many come at once', async () => {
  const text = (maxLength: number) => fc.string({ unit: fc.constantFrom('a', 'Z', 'É', '|', ':', '-', '$', '1', "'", '"', '\\', '?', 'é', '€', '𝄞', '\n', ' '), minLength: 1, maxLength });
  const entry = fc.record({ what: text(100), subject: fc.option(text(60), { nil: undefined }), why: fc.option(text(100), { nil: undefined }), result: fc.constantFrom('done' as const, 'refused' as const) });
  let written = 0;
  await fc.assert(fc.asyncProperty(fc.array(entry, { minLength: 1, maxLength: 40 }), text(60), fc.nat(), async (entries, actor, at) => {
    const fitting = entries.map(({ what, subject, why, result }): AuditEntry => ({ what, result, ...(subject !== undefined && { subject }), ...(why !== undefined && { why }) })).filter(({ what }) => what.length <= 100);
    await nodes[0].transaction('letters', (tables) => appendAudit(tables, fitting, { ...context, actor, at }));
    written += fitting.length;
  }), { numRuns: 30 });
  expect(await verdict('letters')).toMatchObject({ entries: written, problem: null });
});

test('an entry that does not fit is refused by the name of its column, and the chain stays as it was', async () => {
  await nodes[0].transaction('fits', (tables) => appendAudit(tables, [deed('first')], context));
  const long = nodes[0].transaction('fits', (tables) => appendAudit(tables, [deed('second'), deed('x'.repeat(101))], context));
  await expect(long).rejects.toMatchObject({ type: 'store.does-not-fit', data: { issues: [{ name: 'what' }] } });
  expect(await verdict('fits')).toMatchObject({ entries: 1, problem: null });
});

test('a database that links entries otherwise than the house computes it gets no commit', async () => {
  await nodes[0].transaction('honest', (tables) => appendAudit(tables, [deed('first')], context));
  await database(`CREATE FUNCTION lie() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.hash := repeat('0', 64); RETURN NEW; END $$;
    CREATE TRIGGER lie BEFORE INSERT ON audit_entries FOR EACH ROW WHEN (NEW.municipality = 'honest') EXECUTE FUNCTION lie()`);
  const deeds = nodes[0].transaction('honest', async (tables) => {
    await tables.insert(shelves, aShelf());
    await appendAudit(tables, [deed('second')], context);
  });
  await expect(deeds).rejects.toThrow('otherwise than we compute it');
  await database('DROP TRIGGER lie ON audit_entries; DROP FUNCTION lie');
  expect([await nodes[0].reader('honest').count(shelves, {}), await nodes[0].reader('honest').first(auditHeads, { name: 'head' })]).toMatchObject([0, { sequence: 1 }]);
  expect(await verdict('honest')).toMatchObject({ entries: 1, problem: null });
});

test('a chain that was begun step by step goes on in one statement, and the other way round', async () => {
  for (const stepByStep of [true, false, true, false]) {
    await nodes[0].transaction('both-ways', ({ link, ...tables }) => appendAudit({ ...tables, ...(!stepByStep && link && { link }) }, [deed('one'), deed('two')], context));
  }
  expect(await verdict('both-ways')).toMatchObject({ entries: 8, problem: null });
});
