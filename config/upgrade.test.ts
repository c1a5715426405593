import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { migrationsOf } from '#services/host/house-migrations.ts';
import type { Migration } from '#services/kernel/migration.ts';
import { openStore } from '#services/store/open-store.ts';
import { openKeyring } from '#services/vault/keyring.ts';
import { sealerOf } from '#services/vault/seal-value.ts';
import { openTestHouse } from '#tools/test-house/open-test-house.ts';

// Each state that a database may have been left in by a release before: the first so many steps, with a row in every table.
const root = mkdtempSync(join(tmpdir(), 'eid-upgrade-'));
const sealer = sealerOf(openKeyring(root));
let all: readonly Migration[];
beforeAll(async () => {
  const t = await openTestHouse();
  all = migrationsOf(t.house.plugins);
  await t.stop();
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const migrateTo = async (file: string, migrations: readonly Migration[]) => (await openStore({ url: `sqlite:${file}`, tables: [], migrations, sealer })).close();

function withDatabase<T>(file: string, body: (db: DatabaseSync) => T): T {
  const db = new DatabaseSync(file);
  try {
    return body(db);
  } finally {
    db.close();
  }
}

/** Replaced by `vault_key_marks`: what it held follows from the keys. */
const givenUp = new Set(['vault_newest_keys']);
const tablesIn = (db: DatabaseSync) => db.prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'store_%' ORDER BY name").all().map(({ name }) => String(name));

/** A row with a value wherever one must be. */
function addRow(db: DatabaseSync, table: string): void {
  const filled = db.prepare(`SELECT name, type FROM pragma_table_info('${table}') WHERE "notnull" = 1 OR pk > 0`).all();
  const values = filled.map(({ type }) => (/INT|NUM|REAL/i.test(String(type)) ? 7 : 'kept'));
  db.prepare(`INSERT INTO "${table}" (${filled.map(({ name }) => `"${String(name)}"`).join(', ')}) VALUES (${values.map(() => '?').join(', ')})`).run(...values);
}

test('a database of every earlier state is brought to this one, and every row in it is still there with what it said', async () => {
  expect(all.length).toBeGreaterThan(20);
  for (const steps of all.keys()) {
    const file = join(root, `${steps}.sqlite`);
    await migrateTo(file, all.slice(0, steps));
    const before = withDatabase(file, (db) => {
      const tables = tablesIn(db);
      for (const table of tables) addRow(db, table);
      return tables.map((table) => [table, db.prepare(`SELECT * FROM "${table}"`).all()] as const);
    });
    await migrateTo(file, all);
    withDatabase(file, (db) => {
      for (const [table, rows] of before.filter(([name]) => !givenUp.has(name))) expect([steps, table, db.prepare(`SELECT * FROM "${table}"`).all()]).toEqual([steps, table, rows.map((row) => expect.objectContaining(row) as unknown)]);
    });
    rmSync(file);
  }
});

test('the steps lead to the same tables whichever release a database comes from', async () => {
  const shapes = new Set<string>();
  for (const steps of [0, Math.floor(all.length / 2), all.length - 1]) {
    const file = join(root, `shape-${steps}.sqlite`);
    await migrateTo(file, all.slice(0, steps));
    await migrateTo(file, all);
    shapes.add(withDatabase(file, (db) => JSON.stringify(db.prepare("SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY name").all())));
  }
  expect(shapes.size).toBe(1);
});
