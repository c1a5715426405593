import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Sequelize, Transaction } from 'sequelize';
import type { Migration } from '#services/kernel/migration.ts';
import { column } from '#services/kernel/table.ts';
import { migrate } from './migrate.ts';
import { sqliteDialectModule } from './sqlite/dialect-module.ts';

const folder = mkdtempSync(join(tmpdir(), 'eid-migrate-'));
const sequelize = new Sequelize({ dialect: 'sqlite', storage: join(folder, 'a.sqlite'), logging: false, transactionType: Transaction.TYPES.IMMEDIATE, dialectModule: sqliteDialectModule(1_000) });
afterEach(() => jest.restoreAllMocks());
afterAll(async () => { await sequelize.close(); rmSync(folder, { recursive: true }); });

const ran: string[] = [];
const aMigration = (name: string): Migration => ({ name, up: async () => { ran.push(name); } });

test('migrations run once each, in the order in which they are named here, and new ones after those that were', async () => {
  await migrate(sequelize, ['b/001', 'a/001', 'a/002'].map(aMigration));
  await migrate(sequelize, ['b/001', 'a/001', 'a/002', 'b/002'].map(aMigration));
  await migrate(sequelize, ['b/001', 'a/001', 'a/002', 'b/002'].map(aMigration));
  expect(ran).toEqual(['b/001', 'a/001', 'a/002', 'b/002']);
  const [rows] = await sequelize.query('SELECT name, at FROM store_migrations ORDER BY at, name');
  expect(rows).toHaveLength(4);
  for (const row of rows) expect(row).toEqual({ name: expect.any(String), at: expect.any(Number) });
});

test('no migration is written down twice, and each with its moment', async () => {
  await migrate(sequelize, []);
  const [columns] = await sequelize.query('SELECT name, "notnull" AS filled, pk FROM pragma_table_info(\'store_migrations\')');
  expect(columns).toEqual([{ name: 'name', filled: expect.any(Number), pk: 1 }, { name: 'at', filled: 1, pk: 0 }]);
});

test('a database that is newer is refused, and every step is named of which this version knows nothing', async () => {
  await migrate(sequelize, ['new/001', 'new/002', 'new/003', 'newer/001'].map(aMigration));
  const refused = /^the database is newer than this version of the middleware: it has been through 'new\/002', 'new\/003'$/;
  await expect(migrate(sequelize, ['new/001'].map(aMigration))).rejects.toThrow(refused);
});

test('a release that does not know a step may start beside it when that step only adds, and not when one of them does more', async () => {
  await migrate(sequelize, [aMigration('side/001'), { ...aMigration('side/002'), additive: true }]);
  await expect(migrate(sequelize, [aMigration('side/001')])).resolves.toBeUndefined();
  await migrate(sequelize, [aMigration('side/001'), { ...aMigration('side/002'), additive: true }, aMigration('side/003')]);
  await expect(migrate(sequelize, [aMigration('side/001')])).rejects.toThrow(/been through 'side\/003'$/);
});

const shelf = { id: column.id(), note: column.nullable(column.text(20)) };
test.each<[string, Migration['up'], string]>([
  ['a new table', (schema) => schema.createTable('added_shelves', shelf, { key: ['id'], unique: [['note']] }), 'taken'],
  ['a column that may be empty', (schema) => schema.addColumns('added_shelves', { width: column.nullable(column.integer()) }), 'taken'],
  ['an index', (schema) => schema.addIndex('added_shelves', ['width']), 'taken'],
  ['a column that must be filled', (schema) => schema.addColumns('added_shelves', { height: column.integer() }), "'height' of table 'added_shelves' may not be empty"],
  ['an index that refuses rows', (schema) => schema.addIndex('added_shelves', ['width'], { unique: true }), "it refuses rows of table 'added_shelves'"],
  ['a table less', (schema) => schema.dropTable('added_shelves'), "it removes table 'added_shelves'"],
])('a step that says that it only adds is held to it: %s', async (what, up, refused) => {
  const step: Migration = { name: `added/${what}`, up, additive: true };
  expect(await migrate(sequelize, [step]).then(() => 'taken', String)).toContain(refused);
});

test('two migrations of one name are refused before anything is done', async () => {
  const before = ran.length;
  await expect(migrate(sequelize, ['c/001', 'd/001', 'd/001'].map(aMigration))).rejects.toThrow(/^two migrations are called 'd\/001'$/);
  expect(ran).toHaveLength(before);
});

test('a migration that another node did while we waited for our turn is not done again', async () => {
  const waiting: (() => void)[] = [];
  const slow: Migration = { name: 'slow/001', up: async () => { ran.push('slow/001'); await new Promise<void>((next) => { waiting.push(next); }); } };
  const first = migrate(sequelize, [slow]);
  while (waiting.length === 0) await new Promise((next) => { setImmediate(next); });
  const second = migrate(sequelize, [slow]);
  for (let turn = 0; turn < 20; turn += 1) await new Promise((next) => { setImmediate(next); });
  for (const next of waiting) next();
  await Promise.all([first, second]);
  expect(ran.filter((name) => name === 'slow/001')).toHaveLength(1);
});

test.each([
  ['PostgreSQL', 'postgres', 'SELECT pg_advisory_xact_lock(7234016)', '"'],
  ['SQL Server', 'mssql', "DECLARE @turn int; EXEC @turn = sp_getapplock @Resource = 'eid-migrations', @LockMode = 'Exclusive', @LockOwner = 'Transaction', @LockTimeout = 60000; IF @turn < 0 BEGIN; THROW 51000, 'another node is migrating', 1; END", '['],
])('on %s a migration first waits for its turn, inside its own transaction', async (_name, scheme, turn, quote) => {
  const shared = new Sequelize(`${scheme}://eid@127.0.0.1:1/eid`, { logging: false });
  const said: [string, unknown][] = [];
  let transactions = 0;
  jest.spyOn(shared, 'transaction').mockImplementation(((body: (transaction: unknown) => Promise<unknown>) => body({ id: transactions += 1 })) as never);
  jest.spyOn(shared, 'query').mockImplementation(((sql: string, options: { transaction?: { id: number } }) => { said.push([sql, options.transaction?.id]); return Promise.resolve([]); }) as never);
  const queries = shared.getQueryInterface();
  jest.spyOn(queries, 'tableExists').mockResolvedValue(true);
  const written = jest.spyOn(queries, 'bulkInsert').mockResolvedValue(0);
  await migrate(shared, [aMigration('post/001')]);
  const read = `SELECT ${quote}name${quote === '[' ? ']' : quote} FROM ${quote}store_migrations${quote === '[' ? ']' : quote} ORDER BY ${quote}name${quote === '[' ? ']' : quote}`;
  expect(said.slice(0, 2)).toEqual([[turn, 1], [read, undefined]]);
  expect(said[2]?.[0]).toBe(read.replace('store_migrations', 'store_additions'));
  expect(said.slice(-2)).toEqual([[turn, 2], [read, 2]]);
  expect(written).toHaveBeenCalledWith('store_migrations', [{ name: 'post/001', at: expect.any(Number) }], { transaction: { id: 2 } });
  await shared.close();
});
