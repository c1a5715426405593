import { Sequelize } from 'sequelize';
import { column } from '#services/kernel/table.ts';
import type { Access } from './ask-database.ts';
import { schemaOf } from './change-schema.ts';
import { checkSqlServer } from './check-sql-server.ts';
import { attributesOf } from './columns.ts';
import { insertIfNewSql } from './insert-if-new.ts';
import { lockingSelect } from './select-rows.ts';
import { shelves } from './store-rules.ts';
import { inMunicipality } from './translate-where.ts';

// There is no SQL Server here: these rules hold the text that would be sent to it. The system suite of the same name tries it on a server, where there is one.
const sequelize = new Sequelize('mssql://sa:secret@127.0.0.1:1/eid', { logging: false });
const model = sequelize.define(shelves.name, attributesOf(shelves), { tableName: shelves.name, freezeTableName: true, timestamps: false });
const access: Access = { sequelize, models: new Map([[shelves.name, model]]), sealer: { seal: () => '', demandIndex: () => undefined, open: () => '' } };
afterEach(() => jest.restoreAllMocks());
afterAll(() => sequelize.close());

test('SQL Server is asked to lock the rows and to pass over those that another worker holds', () => {
  const sql = lockingSelect(access, shelves, { where: inMunicipality(shelves, { open: true, count: { lte: 5 } }, 'gent'), order: [['at', 'asc']], limit: 8 });
  expect(sql).toContain('FROM [rules_shelves] AS [rules_shelves] WITH (UPDLOCK, READPAST, ROWLOCK) WHERE');
  expect(sql).toContain('SELECT [municipality], [id], [label]');
  expect(sql).toContain("[open] = 1 AND [rules_shelves].[count] <= 5) AND [rules_shelves].[municipality] = N'gent'");
  expect(sql).toContain('OFFSET 0 ROWS FETCH NEXT 8 ROWS ONLY');
});

test('SQL Server is told what to do with a row that is there already, and with any other error', () => {
  const { sql, bind } = insertIfNewSql('mssql', 'rules_shelves', { municipality: 'gent', id: '1' });
  expect(bind).toEqual(['gent', '1']);
  expect(sql).toBe('BEGIN TRY INSERT INTO [rules_shelves] ([municipality], [id]) VALUES ($1, $2); SELECT 1 AS [inserted]; END TRY BEGIN CATCH '
    + 'IF ERROR_NUMBER() NOT IN (2601, 2627) BEGIN; THROW; END; SELECT 1 AS [inserted] WHERE 1 = 0; END CATCH');
});

const answering = (...rows: { snapshot: number | null }[]) => jest.spyOn(sequelize, 'query').mockImplementation(() => Promise.resolve(rows) as never);

test('a SQL Server on which readers see what was committed is taken', async () => {
  const query = answering({ snapshot: 1 });
  await expect(checkSqlServer(sequelize)).resolves.toBeUndefined();
  expect(query).toHaveBeenCalledWith('SELECT CONVERT(int, [is_read_committed_snapshot_on]) AS [snapshot] FROM sys.databases WHERE [name] = DB_NAME()', { type: 'SELECT' });
});

test.each([[[{ snapshot: 0 }]], [[{ snapshot: null }]], [[]]])('a SQL Server on which readers wait for writers, or that does not say (%j), is refused, and its owner is told what to run', async (rows) => {
  answering(...rows);
  await expect(checkSqlServer(sequelize)).rejects.toThrow('SET READ_COMMITTED_SNAPSHOT ON');
});

test('SQL Server lets two rows be without a value in a unique column, as the others do', async () => {
  const said: string[] = [];
  const queries = sequelize.getQueryInterface();
  jest.spyOn(queries, 'tableExists').mockResolvedValue(false);
  jest.spyOn(sequelize, 'query').mockImplementation((sql: unknown) => { said.push(String(sql)); return Promise.resolve([[], 0]) as never; });
  await schemaOf(queries, {} as never).createTable('rules_codes', { id: column.id(), code: column.nullable(column.text(20)), at: column.instant(), open: column.flag() }, { key: ['id'], unique: [['code']] });
  expect(said.join('\n')).toContain('PRIMARY KEY ([municipality], [id])');
  expect(said.join('\n')).toMatch(/\[municipality\] NVARCHAR\(60\) COLLATE Latin1_General_100_BIN2 NOT NULL.*\[id\] NVARCHAR\(40\) COLLATE Latin1_General_100_BIN2 NOT NULL.*\[code\] NVARCHAR\(20\) COLLATE Latin1_General_100_BIN2.*\[at\] BIGINT NOT NULL.*\[open\] BIT NOT NULL/);
  expect(said.join('\n')).toContain('CREATE UNIQUE INDEX [uq_rules_codes_code] ON [rules_codes] ([municipality], [code]) WHERE [code] IS NOT NULL');
});
