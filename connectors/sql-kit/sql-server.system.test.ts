import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { inspect } from 'node:util';
import { z } from 'zod';
import type { RunningServer } from '#tools/system-packages/server-process.ts';
import { sqlServerUrl, startSqlServerDatabase, withSqlServer } from '#tools/system-packages/sql-server.ts';
import { openCutWire, type CutWire } from '#tools/system-packages/cut-wire.ts';
import { checkSql } from './check-sql.ts';
import { openSqlServer } from './open-sql-server.ts';
import { sqlServerPlace, type SqlServerPlace } from './sql-settings.ts';
import type { SqlQuery, SqlSource } from './sql-source.ts';

/** What the kit of databases promises, on a real SQL Server. */
if (sqlServerUrl === undefined) test.todo('the kit of databases keeps its promises on SQL Server: set MSSQL_URL=mssql://user:password@host:1433/database to see it');
else describeOn(sqlServerUrl);

const signal = new AbortController().signal;
const count = z.object({ n: z.coerce.number() });

function describeOn(address: string): void {
  let server: RunningServer;
  let owner: SqlServerPlace;
  let wire: CutWire;
  /** Babelfish says no in words: of the numbers of SQL Server it has few (2627, 1205), not 207, 208, 229 and 245. */
  let isStandIn = false;
  const opened: SqlSource[] = [];
  const login = `eid_reader_${randomBytes(4).toString('hex')}`;
  const secrets: Record<string, string> = { 'env:READER': `Aa1-${randomBytes(9).toString('hex')}` };
  const administer = (...statements: string[]) => withSqlServer(server.url, async (ask) => { for (const statement of statements) await ask(statement); });

  beforeAll(async () => {
    server = await startSqlServerDatabase(address);
    const { hostname, port, pathname, username, password, searchParams } = new URL(server.url);
    secrets['env:OWNER'] = decodeURIComponent(password);
    const ca = searchParams.get('ca');
    if (ca !== null) secrets[`file:${ca}`] = readFileSync(ca, 'utf8');
    owner = z.strictObject(sqlServerPlace).parse({
      server: hostname, port: Number(port || 1433), database: pathname.slice(1), user: decodeURIComponent(username), password: 'env:OWNER', encrypt: searchParams.get('encrypt') !== 'false',
      certificateName: searchParams.get('certificateName') ?? hostname, ...(ca !== null && { ca: `file:${ca}` }),
    });
    wire = await openCutWire({ host: hostname, port: owner.port });
    await administer(
      'CREATE TABLE lines (id INT NOT NULL UNIQUE, name NVARCHAR(200) NOT NULL, code VARCHAR(200) NOT NULL, on_day DATE NULL)',
      "INSERT INTO lines VALUES (1, N'één', 'een', '2026-11-24')",
      `CREATE LOGIN ${login} WITH PASSWORD = '${secrets['env:READER']}'`, `CREATE USER ${login} FOR LOGIN ${login}`, `GRANT SELECT ON lines TO ${login}`,
    );
    isStandIn = await withSqlServer(server.url, async (ask) => JSON.stringify(await ask('SELECT @@VERSION AS version')).includes('Babelfish'));
  });
  afterAll(async () => {
    await wire.close();
    await administer('DROP TABLE lines', `DROP USER ${login}`, `DROP LOGIN ${login}`);
    await server.stop();
  });
  afterEach(() => Promise.all(opened.splice(0).map((source) => source.close())));

  const open = (changes: Partial<SqlServerPlace> = {}) => {
    const source = openSqlServer({ ...owner, ...changes }, (reference) => secrets[reference] ?? '', { uses: 'dbo.lines', readOnly: false });
    opened.push(source);
    return source;
  };
  const asReader = () => open({ user: login, password: 'env:READER' });
  const take = async (source: SqlSource, query: SqlQuery) => { const rows: unknown[] = []; for await (const row of source.rows(query, signal)) rows.push(row); return rows; };
  const howMany: SqlQuery = { text: 'SELECT COUNT(*) AS n FROM lines', values: {} };
  const lines = async (source: SqlSource) => count.parse((await take(source, howMany))[0]).n;
  /** Asks again where a connection that broke a moment ago is not known to be broken yet. */
  const again = async (source: SqlSource) => { for (let time = 1; ; time += 1) { try { return await lines(source); } catch (error) { if (time === 10) throw error; } } };
  const insert = (id: number, name: string): SqlQuery => ({
    text: 'INSERT INTO lines (id, name, code, on_day) VALUES (@id, @name, @code, @day)',
    values: { id: { type: 'number', value: id }, name: { type: 'text', value: name }, code: { type: 'ascii', value: name.replaceAll(/[^ -~]/g, '?') }, day: { type: 'day', value: '2026-11-24' } },
  });

  test('a login that may read alone reads, and changes nothing whatever it tries', async () => {
    const reader = asReader();
    expect(await take(reader, { text: 'SELECT id, name FROM lines', values: {} })).toEqual([{ id: 1, name: 'één' }]);
    const refused = { kind: isStandIn ? 'refused' : 'misconfigured', mayHaveActed: false };
    for (const text of ["INSERT INTO lines VALUES (2, 'x', 'x', NULL)", "UPDATE lines SET name = 'x'", 'DELETE FROM lines', 'DROP TABLE lines', 'CREATE TABLE others (id INT)']) await expect(reader.execute({ text, values: {} }, signal)).rejects.toMatchObject(refused);
    expect(await lines(open())).toBe(1);
  });

  test('the check says whether a login could do more than it needs', async () => {
    const check = async (source: SqlSource) => (await checkSql({ source, where: 'SQL Server', uses: [{ table: { schema: 'dbo', name: 'lines' }, columns: ['id', 'name'], may: ['SELECT'] }], probes: [], signal })).filter(({ ok }) => !ok).map(({ says }) => says);
    expect(await check(asReader())).toEqual([]);
    expect(await check(open())).toEqual([expect.stringMatching(/^The login could do more than read dbo\.lines \(INSERT, UPDATE, DELETE.*: give it SELECT alone\.$/)]);
  });

  test.each<[string, Partial<SqlServerPlace>, object]>([
    ['a password that is wrong', { password: 'env:NONE' }, { kind: 'misconfigured', what: 'credentials' }],
    ['a certificate that nobody vouches for', { ca: undefined }, { kind: 'misconfigured', what: 'certificate' }],
    ['a certificate with another name', { certificateName: 'other.example' }, { kind: 'misconfigured', what: 'certificate' }],
    ['a database that is not there', { database: 'eid_is_not_there' }, { kind: 'misconfigured', what: 'credentials' }],
  ])('%s is named as such', async (_title, changes, trouble) => {
    await expect(take(open(changes), howMany)).rejects.toMatchObject(trouble);
  });

  test('a table, a column and a kind of value that are not there are named as matters of the mapping', async () => {
    const source = open();
    for (const text of ['SELECT id FROM nowhere', 'SELECT nothing FROM lines', "SELECT id FROM lines WHERE id = CAST(code AS INT)"]) {
      const trouble: unknown = await take(source, { text, values: {} }).catch((error: unknown) => error);
      expect(trouble).toMatchObject(isStandIn ? { kind: 'refused' } : { kind: 'misconfigured', what: 'mapping' });
      expect(inspect(trouble, { depth: 9 })).not.toContain("'een'");
    }
  });

  test('who waits too long is told so in time, and of a line that had left nobody claims to know whether it stands', async () => {
    const source = open({ requestTimeoutMs: 1_000 });
    await again(source);
    await withSqlServer(server.url, async (ask) => {
      await ask("BEGIN TRANSACTION; INSERT INTO lines VALUES (5, N'held', 'held', NULL)");
      const began = performance.now();
      await expect(source.execute(insert(5, 'late'), signal)).rejects.toMatchObject({ kind: 'unavailable', mayHaveActed: true });
      // The driver by itself would wait five seconds more for a server that does not hear it.
      expect(performance.now() - began).toBeLessThan(5_000);
      await ask('ROLLBACK TRANSACTION');
    });
    await administer('DELETE FROM lines WHERE id = 5');
    expect(await again(source)).toBe(1);
  });

  test('a caller who gives up ends the question, and the connection serves the next one', async () => {
    const source = open({ connections: 1 });
    const many: SqlQuery = { text: 'SELECT a.id FROM lines a, sys.all_columns b, sys.all_columns c', values: {} };
    for (let time = 0; time < 3; time += 1) {
      for await (const row of source.rows(many, signal)) { expect(row).toEqual({ id: 1 }); break; }
      const gone = new AbortController();
      const asked = (async () => { for await (const row of source.rows(many, gone.signal)) if (row !== undefined) gone.abort(); })();
      await expect(asked).rejects.toMatchObject({ kind: 'unavailable' });
    }
    expect(await lines(source)).toBe(1);
  });

  test('connections that broke are replaced', async () => {
    const source = open({ server: '127.0.0.1', port: wire.port });
    await Promise.all([1, 2, 3, 4].map(() => lines(source)));
    wire.cut();
    expect(await again(source)).toBe(1);
    expect(await Promise.all([1, 2, 3, 4].map(() => again(source)))).toEqual([1, 1, 1, 1]);
  });

  test('of a line whose answer was lost nobody claims to know; told again it is there already', async () => {
    const source = open({ server: '127.0.0.1', port: wire.port, connections: 1 });
    await lines(source);
    // The first answer is to the driver, which looks whether the connection still stands.
    wire.cutAtAnswer(2);
    await expect(source.execute(insert(6, 'lost'), signal)).rejects.toMatchObject({ kind: 'unavailable', mayHaveActed: true });
    expect(await again(source)).toBe(2);
    await expect(source.execute(insert(6, 'lost'), signal)).rejects.toMatchObject({ kind: 'twice', mayHaveActed: false });
    await administer('DELETE FROM lines WHERE id = 6');
  });

  test('SQL in a value is a value', async () => {
    const source = open();
    const hostile = ["'; DROP TABLE lines; --", "x' OR '1'='1", ']; DROP TABLE lines; --', '@id', 'N\'\'', '%_[a-z]', '1; WAITFOR DELAY \'00:00:09\'', 'é ∑ 😀 \u2028'];
    for (const [index, name] of hostile.entries()) await source.execute(insert(100 + index, name), signal);
    for (const [index, name] of hostile.entries()) expect(await take(source, { text: 'SELECT id FROM lines WHERE name = @name', values: { name: { type: 'text', value: name } } })).toEqual([{ id: 100 + index }]);
    expect(await lines(source)).toBe(1 + hostile.length);
    await administer('DELETE FROM lines WHERE id >= 100');
  });

  test('a full register of 200 000 rows is read row by row, without being held', async () => {
    await administer('CREATE TABLE digits (d INT NOT NULL)', 'INSERT INTO digits VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)', 'CREATE TABLE register (insz CHAR(11) NOT NULL, first_day DATE NOT NULL, last_day DATE NULL)',
      "INSERT INTO register SELECT RIGHT('00000000000' + CAST(60050100000 + a.d + 10 * b.d + 100 * c.d + 1000 * e.d + 10000 * f.d AS VARCHAR(11)), 11), '2020-01-01', NULL FROM digits a, digits b, digits c, digits e, digits f, digits g WHERE g.d < 2",
      'CREATE INDEX by_insz ON register (insz)');
    setFlagsFromString('--expose-gc');
    const collect: unknown = runInNewContext('gc');
    if (typeof collect !== 'function') throw new Error('nothing collects garbage here');
    const source = open({ requestTimeoutMs: 9_000 });
    await lines(source);
    let [rows, most] = [0, 0];
    collect();
    const before = process.memoryUsage().heapUsed;
    for await (const row of source.rows({ text: 'SELECT insz, first_day, last_day FROM register WHERE insz IS NOT NULL ORDER BY insz', values: {} }, signal)) {
      if (row !== undefined) rows += 1;
      if (rows % 50_000 === 0) {
        collect();
        most = Math.max(most, process.memoryUsage().heapUsed - before);
      }
    }
    expect(rows).toBe(200_000);
    expect(most).toBeLessThan(8 * 1024 * 1024);
  });
}
