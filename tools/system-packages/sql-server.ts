import { randomBytes } from 'node:crypto';
import type { RunningServer } from './server-process.ts';

interface Pool {
  connect(): Promise<Pool>;
  request(): { batch(sql: string): Promise<{ recordset?: unknown[] }> };
  close(): Promise<void>;
  on(event: 'error', listener: (error: Error) => void): unknown;
}
interface Mssql { ConnectionPool: new (settings: object) => Pool }

/** A SQL Server that suites may use: in the database of its address the login may make tables, and on the server databases. Undefined where there is none. */
export const sqlServerUrl = process.env['MSSQL_URL'];

/** One connection for one piece of work, closed afterwards. Who signed the server's certificate is not asked: that is for what is tried. */
export async function withSqlServer<T>(url: string, work: (ask: (sql: string) => Promise<unknown[]>) => Promise<T>): Promise<T> {
  // A name that the compiler does not follow, as for pg: Mssql says what is used.
  const driver: string = 'mssql';
  const { default: mssql }: { default: Mssql } = await import(driver);
  const { hostname, port, pathname, username, password, searchParams } = new URL(url);
  const pool = new mssql.ConnectionPool({
    server: hostname, port: Number(port || 1433), database: pathname.slice(1), user: decodeURIComponent(username), password: decodeURIComponent(password), pool: { max: 1 }, requestTimeout: 60_000,
    options: { encrypt: searchParams.get('encrypt') !== 'false', trustServerCertificate: true },
  });
  pool.on('error', () => {});
  try {
    await pool.connect();
    return await work(async (sql) => (await pool.request().batch(sql)).recordset ?? []);
  } finally {
    await pool.close();
  }
}

/** A database of its own for a suite, as an administrator makes it for the house; it is gone when the suite ends. */
export async function startSqlServerDatabase(url: string): Promise<RunningServer> {
  const name = `eid_${randomBytes(6).toString('hex')}`;
  await withSqlServer(url, async (ask) => {
    await ask(`CREATE DATABASE ${name}`);
    // Where it is on by itself it need not be switched on; Babelfish cannot.
    const on = await ask(`SELECT 1 AS already FROM sys.databases WHERE name = '${name}' AND is_read_committed_snapshot_on = 1`);
    if (on.length === 0) await ask(`ALTER DATABASE ${name} SET READ_COMMITTED_SNAPSHOT ON`);
  });
  const own = new URL(url);
  own.pathname = `/${name}`;
  return { url: own.href, stop: () => withSqlServer(url, async (ask) => { await ask(`DROP DATABASE ${name}`); }) };
}
