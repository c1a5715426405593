import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { migrationsOf } from '#services/host/house-migrations.ts';
import type { Migration } from '#services/kernel/migration.ts';
import { openStore } from '#services/store/open-store.ts';
import { openKeyring } from '#services/vault/keyring.ts';
import { sealerOf } from '#services/vault/seal-value.ts';
import { withPgClient } from '#tools/system-packages/pg-client.ts';
import type { RunningServer } from '#tools/system-packages/server-process.ts';
import { startPostgres } from '#tools/system-packages/start-postgres.ts';
import { openTestHouse } from '#tools/test-house/open-test-house.ts';

const keys = mkdtempSync(join(tmpdir(), 'eid-upgrade-'));
const sealer = sealerOf(openKeyring(keys));
/** Replaced by `vault_key_marks`: what it held follows from the keys. */
const givenUp = new Set(['vault_newest_keys']);
let server: RunningServer;
let all: readonly Migration[];
beforeAll(async () => {
  server = await startPostgres();
  const t = await openTestHouse();
  all = migrationsOf(t.house.plugins);
  await t.stop();
});
afterAll(async () => { await server.stop(); rmSync(keys, { recursive: true, force: true }); });

const columns = z.array(z.object({ table_name: z.string(), column_name: z.string(), data_type: z.string() }));
const rows = z.array(z.record(z.string(), z.unknown()));
const ask = async (url: string, sql: string) => withPgClient(url, async (client) => (await client.query(sql)).rows);
const migrateTo = async (url: string, migrations: readonly Migration[]) => (await openStore({ url, tables: [], migrations, sealer })).close();
const contents = async (url: string, tables: Iterable<string>) => new Map(await Promise.all([...tables].map(async (table) => [table, rows.parse(await ask(url, `SELECT * FROM "${table}"`))] as const)));

/** A row in every table, with a value wherever one must be. */
async function fill(url: string): Promise<ReadonlySet<string>> {
  const filled = Map.groupBy(columns.parse(await ask(url, "SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = 'public' AND is_nullable = 'NO' AND table_name NOT LIKE 'store\\_%'")), ({ table_name: table }) => table);
  const inserts = [...filled].map(([table, must]) => `INSERT INTO "${table}" (${must.map(({ column_name: name }) => `"${name}"`).join(', ')}) VALUES (${must.map(({ data_type: type }) => valueOf(type)).join(', ')})`);
  if (inserts.length > 0) await ask(url, inserts.join('; '));
  return new Set(filled.keys());
}

function valueOf(type: string): string {
  if (/int|numeric|double|real/.test(type)) return '7';
  if (type === 'boolean') return 'true';
  if (type === 'date') return "'2026-11-29'";
  return type === 'bytea' ? String.raw`'\x07'` : "'k'";
}

test('on PostgreSQL too a database of every earlier state is brought to this one, and every row in it still says what it said', async () => {
  for (const steps of all.keys()) {
    await ask(server.url, `CREATE DATABASE state_${steps}`);
    const url = Object.assign(new URL(server.url), { pathname: `/state_${steps}` }).href;
    await migrateTo(url, all.slice(0, steps));
    const before = await contents(url, await fill(url));
    await migrateTo(url, all);
    const after = await contents(url, [...before.keys()].filter((table) => !givenUp.has(table)));
    for (const [table, found] of after) expect([steps, table, found]).toEqual([steps, table, (before.get(table) ?? []).map((row) => expect.objectContaining(row) as unknown)]);
    await ask(server.url, `DROP DATABASE state_${steps}`);
  }
});
