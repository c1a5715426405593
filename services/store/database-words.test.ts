import { DatabaseError, Sequelize, type Options } from 'sequelize';
import { column, defineTable } from '#services/kernel/table.ts';
import type { Access } from './ask-database.ts';
import { insertRow, insertRowIfNew } from './change-rows.ts';
import { schemaOf } from './change-schema.ts';
import { checkSqlServer } from './check-sql-server.ts';
import { attributesOf } from './columns.ts';
import { selectRows } from './select-rows.ts';
import { shelves } from './store-rules.ts';
import { takeTurn } from './take-turn.ts';
import { inMunicipality } from './translate-where.ts';

// The text that would be sent to PostgreSQL and to SQL Server. The system suites try the first on a real one; the second too where there is one.
const options: Options = { logging: false };
const postgres = new Sequelize('postgres://eid@127.0.0.1:1/eid', options);
const sqlServer = new Sequelize('mssql://eid@127.0.0.1:1/eid', options);
afterEach(() => jest.restoreAllMocks());
afterAll(async () => { await postgres.close(); await sqlServer.close(); });

function accessTo(sequelize: Sequelize): Access {
  const model = sequelize.define(shelves.name, attributesOf(shelves), { tableName: shelves.name, freezeTableName: true, timestamps: false });
  return { sequelize, models: new Map([[shelves.name, model]]), sealer: { seal: () => 'sealed', demandIndex: () => undefined, open: () => '' } };
}
/** What the database is told, whatever it is; it answers no rows. */
function listen(sequelize: Sequelize, answer: unknown = []): { sql: string; options: unknown }[] {
  const said: { sql: string; options: unknown }[] = [];
  jest.spyOn(sequelize, 'query').mockImplementation((sql: unknown, given: unknown) => {
    said.push({ sql: String(sql), options: given });
    return Promise.resolve(answer) as never;
  });
  return said;
}
const open = inMunicipality(shelves, { open: true }, 'gent');

test('PostgreSQL is asked to lock the rows and to pass over those that another worker holds', async () => {
  const said = listen(postgres);
  await selectRows(accessTo(postgres), shelves, open, { limit: 8, skipLocked: true });
  await selectRows(accessTo(postgres), shelves, open, { limit: 8 });
  expect(said.map(({ sql }) => sql.endsWith('LIMIT 8 FOR UPDATE SKIP LOCKED;'))).toEqual([true, false]);
});

test('rows are read as they lie, with nothing made around them', async () => {
  const said = listen(postgres);
  await selectRows(accessTo(postgres), shelves, open, undefined);
  expect(said).toEqual([{ sql: expect.not.stringContaining('LOCKED'), options: expect.objectContaining({ raw: true }) }]);
});

test('what the database says to a reader is told in our own words', async () => {
  jest.spyOn(postgres, 'query').mockRejectedValue(new DatabaseError(Object.assign(new Error('no answer'), { code: '40001', sql: '' })));
  await expect(selectRows(accessTo(postgres), shelves, open, undefined)).rejects.toMatchObject({ type: 'store.busy' });
});

test('PostgreSQL is told where rows without a value come, SQL Server knows it by itself', async () => {
  for (const [sequelize, first, last] of [[postgres, '"note" ASC NULLS FIRST', '"note" DESC NULLS LAST'], [sqlServer, '[note] ASC', '[note] DESC']] as const) {
    const said = listen(sequelize);
    await selectRows(accessTo(sequelize), shelves, open, { by: [['note', 'asc'], ['id', 'asc']] });
    await selectRows(accessTo(sequelize), shelves, open, { by: [['note', 'desc']] });
    expect(said[0]?.sql).toContain(first);
    expect(said[1]?.sql).toContain(last);
    // What is never empty needs nothing said.
    expect(said[0]?.sql).toMatch(/\.[["]id["\]] ASC\b(?! NULLS)/);
    expect(said.some(({ sql }) => sql.includes('NULLS'))).toBe(sequelize === postgres);
  }
});

test('SQL Server is asked for rows that nobody holds, in the transaction of who asks', async () => {
  const said = listen(sqlServer);
  const transaction = { id: 'ours' } as never;
  const access = accessTo(sqlServer);
  await selectRows({ ...access, unit: { transaction, run: (statement) => statement() } }, shelves, open, { skipLocked: true });
  await selectRows(access, shelves, open, { skipLocked: true });
  expect(said.map(({ sql }) => sql.includes('WITH (UPDLOCK, READPAST, ROWLOCK)'))).toEqual([true, true]);
  expect(said.map(({ options: given }) => given)).toEqual([{ type: 'SELECT', raw: true, transaction }, { type: 'SELECT', raw: true }]);
});

test.each([
  ['PostgreSQL', postgres, 'SELECT pg_advisory_xact_lock($1)'],
  ['SQL Server', sqlServer, "DECLARE @turn int; EXEC @turn = sp_getapplock @Resource = $1, @LockMode = 'Exclusive', @LockOwner = 'Transaction', @LockTimeout = 10000; IF @turn < 0 BEGIN; THROW 51000, 'another transaction has this turn', 1; END"],
])('a turn is waited for on %s, under a number that is made of municipality and name', async (_name, sequelize, words) => {
  const said = listen(sequelize);
  for (const [municipality, name] of [['gent', 'a'], ['gent', 'b'], ['kortenberg', 'a'], ['gent', 'a']] as const) await takeTurn(accessTo(sequelize), municipality, name);
  expect(new Set(said.map(({ sql }) => sql))).toEqual(new Set([words]));
  const numbers = said.map(({ options: given }) => (given as { bind: [string] }).bind[0]);
  expect([new Set(numbers).size, numbers[0]]).toEqual([3, numbers[3]]);
  for (const number of numbers) expect(BigInt.asIntN(64, BigInt(number)).toString()).toBe(number);
  expect(said[0]?.options).toMatchObject({ type: 'SELECT' });
});

test('only SQL Server is asked what readers see', async () => {
  const said = listen(postgres);
  await checkSqlServer(postgres);
  expect(said).toEqual([]);
});

test('a row that is there already is left alone in one statement', async () => {
  const said = listen(postgres);
  const row = { id: '1', label: 'a', note: null, count: 1, at: 1, day: '2026-02-28', open: true, personal: { name: 'Someone' } };
  expect(await insertRowIfNew(accessTo(postgres), shelves, 'gent', row)).toBe(false);
  expect(said).toEqual([{
    sql: '/* if new */ INSERT INTO "rules_shelves" ("municipality", "id", "label", "note", "count", "at", "day", "open", "personal") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING RETURNING 1 AS "inserted"',
    options: { bind: ['gent', '1', 'a', null, 1, 1, '2026-02-28', true, 'sealed'], type: 'SELECT' },
  }]);
});

test.each([
  ['PostgreSQL', postgres, 'INSERT INTO "rules_shelves" ("municipality", "id", "open") VALUES ($1, $2, $3)'], ['SQL Server', sqlServer, 'INSERT INTO [rules_shelves] ([municipality], [id], [open]) VALUES ($1, $2, $3)'],
])('a row is put into %s by one statement in which each value is a parameter, and nothing is asked back', async (_name, sequelize, sql) => {
  const said = listen(sequelize);
  await insertRow(accessTo(sequelize), shelves, 'gent', { id: "'; --", open: true });
  expect(said).toEqual([{ sql, options: { bind: ['gent', "'; --", true], type: 'RAW' } }]);
});

const codes = { id: column.id(), code: column.nullable(column.text(20)), at: column.instant() };

test('PostgreSQL needs no condition to let two rows be without a value in a unique column', async () => {
  const said = listen(postgres, [[], 0]);
  const queries = postgres.getQueryInterface();
  jest.spyOn(queries, 'tableExists').mockResolvedValue(false);
  await schemaOf(queries, {} as never).createTable('rules_codes', codes, { key: ['id'], unique: [['code']], indexes: [['at']] });
  expect(said.map(({ sql }) => sql).slice(1)).toEqual([
    'CREATE UNIQUE INDEX "uq_rules_codes_code" ON "rules_codes" ("municipality", "code")', 'CREATE INDEX "ix_rules_codes_at" ON "rules_codes" ("municipality", "at")',
  ]);
});

test.each([
  ['unique', ['code', 'at'], { unique: true }, 'CREATE UNIQUE INDEX [uq_rules_codes_code_at] ON [rules_codes] ([municipality], [code], [at]) WHERE [code] IS NOT NULL'],
  ['unique, of columns that are never empty', ['at'], { unique: true }, 'CREATE UNIQUE INDEX [uq_rules_codes_at] ON [rules_codes] ([municipality], [at])'],
  ['plain', ['code'], undefined, 'CREATE INDEX [ix_rules_codes_code] ON [rules_codes] ([municipality], [code])'],
  ['plain, said so', ['code'], { unique: false }, 'CREATE INDEX [ix_rules_codes_code] ON [rules_codes] ([municipality], [code])'],
])('an index that is added later to SQL Server is the same as one that was there from the start: %s', async (_title, columns, wanted, words) => {
  const said = listen(sqlServer, [[], 0]);
  const queries = sqlServer.getQueryInterface();
  const transaction = { id: 'ours' } as never;
  const described = jest.spyOn(queries, 'describeTable').mockResolvedValue({ code: { allowNull: true }, at: { allowNull: false } } as never);
  await schemaOf(queries, transaction).addIndex('rules_codes', columns, wanted);
  expect(said.map(({ sql }) => sql.trim().replace(/;$/, ''))).toEqual([words]);
  for (const [table, inside] of described.mock.calls) expect([table, inside]).toEqual(['rules_codes', { transaction }]);
});

test('a table with every kind of column is the same in the words of each database', () => {
  const every = defineTable('rules_every', { ...shelves.columns, named: column.text() }, { key: ['id'] });
  const attributes = attributesOf(every);
  const written = Object.fromEntries(Object.entries(attributes).map(([name, attribute]) => {
    const { type, allowNull, primaryKey } = attribute as { type: { toString(): string; key: string }; allowNull: boolean; primaryKey?: boolean };
    return [name, [type.key === 'STRING' ? type.toString() : type.key, allowNull, primaryKey ?? false]];
  }));
  expect(written).toEqual({
    municipality: ['VARCHAR(60)', false, true], id: ['VARCHAR(40)', false, true], label: ['VARCHAR(20)', false, false], note: ['TEXT', true, false], count: ['BIGINT', false, false], at: ['BIGINT', false, false],
    day: ['VARCHAR(10)', false, false], open: ['BOOLEAN', false, false], personal: ['TEXT', false, false], named: ['VARCHAR(100)', false, false],
  });
});
