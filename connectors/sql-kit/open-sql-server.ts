import type mssql from 'mssql';
import type { ReadSecret } from '#services/kernel/secret.ts';
import { sqlServerDialect } from './sql-dialects.ts';
import { sqlServerTrouble, type ServerWord } from './sql-server-troubles.ts';
import type { SqlServerPlace } from './sql-settings.ts';
import type { SqlQuery, SqlSource, SqlValue } from './sql-source.ts';
import type { SqlTrouble } from './sql-trouble.ts';

const idleMs = 30_000;
const rowsAhead = 64;
/** A server that does not hear that nobody waits any more is hung up on: the driver by itself would wait for five seconds, and a call has ten. */
const hangUpAfterMs = 500;

// Read at the first question: it costs every process of the house a third of a second, and few municipalities have a SQL Server to ask.
const library = async (): Promise<typeof mssql> => (await import('mssql')).default;

export interface SqlServerUse { /** The tables and views of the mapping, for a sentence. */ readonly uses: string; /** Then a copy of the database may answer. */ readonly readOnly: boolean }

/** SQL Server over TDS. One pool, made at the first question; a login that is refused makes it anew, so that a password that was replaced counts. */
export function openSqlServer(settings: SqlServerPlace, secret: ReadSecret, { uses, readOnly }: SqlServerUse): SqlSource {
  let pool: Promise<mssql.ConnectionPool> | undefined;
  let refusal: ServerWord = {};
  const hear = (word: ServerWord) => { refusal = word; };
  const leave = async () => {
    const left = pool;
    pool = undefined;
    try {
      await (await left)?.close();
    } catch {
      // What never stood, or broke, needs no goodbye.
    }
  };
  const troubleOf = async (error: unknown, sent = false): Promise<SqlTrouble> => {
    const trouble = sqlServerTrouble(error, { ...settings, uses }, refusal, sent);
    if (trouble.what === 'credentials') await leave();
    return trouble;
  };
  const connected = async (): Promise<mssql.ConnectionPool> => {
    pool ??= connect(settings, secret, readOnly, hear);
    const mine = pool;
    try {
      return await mine;
    } catch (error) {
      if (pool === mine) pool = undefined;
      throw error;
    }
  };
  return {
    dialect: sqlServerDialect,
    async* rows(query, signal) {
      let request: mssql.Request | undefined;
      let over = false;
      const cancel = () => { if (!over) request?.cancel(); };
      try {
        const [opened, types] = [await connected(), await library()];
        signal.throwIfAborted();
        request = prepare(opened, types, query);
        signal.addEventListener('abort', cancel, { once: true });
        const rows = request.toReadableStream({ highWaterMark: rowsAhead });
        request.once('done', () => { over = true; });
        // Errors come through the stream.
        void request.query(query.text).catch(() => undefined);
        yield* rows as AsyncIterable<unknown>;
      } catch (error) {
        throw await troubleOf(signal.aborted ? { code: 'ETIMEOUT' } : error);
      } finally {
        signal.removeEventListener('abort', cancel);
        // Whoever has enough does not let the server read on to the end.
        cancel();
      }
    },
    execute: async (query, signal) => {
      let request: mssql.Request | undefined;
      const cancel = () => request?.cancel();
      try {
        const [opened, types] = [await connected(), await library()];
        signal.throwIfAborted();
        request = prepare(opened, types, query);
        signal.addEventListener('abort', cancel, { once: true });
        await request.query(query.text);
      } catch (error) {
        throw await troubleOf(signal.aborted ? { code: 'ETIMEOUT' } : error, request !== undefined);
      } finally {
        signal.removeEventListener('abort', cancel);
      }
    },
    close: leave,
  };
}

async function connect(settings: SqlServerPlace, secret: ReadSecret, readOnly: boolean, hear: (word: ServerWord) => void): Promise<mssql.ConnectionPool> {
  const { server, port, database, user, encrypt, ca, certificateName } = settings;
  const pool = new (await library()).ConnectionPool({
    server, port, database, user, password: secret(settings.password),
    connectionTimeout: settings.connectTimeoutMs, requestTimeout: settings.requestTimeoutMs,
    pool: { min: 0, max: settings.connections, idleTimeoutMillis: idleMs, acquireTimeoutMillis: settings.connectTimeoutMs },
    options: {
      encrypt, trustServerCertificate: false, appName: 'eid-aan-huis', readOnlyIntent: readOnly, useUTC: true, cancelTimeout: hangUpAfterMs,
      ...(certificateName !== undefined && { serverName: certificateName }),
      ...(ca !== undefined && { cryptoCredentialsDetails: { ca: secret(ca) } }),
    },
    beforeConnect: (connection) => { connection.on('errorMessage', hear); },
  });
  // A connection that breaks while nobody uses it is no affair of ours: the next question makes another.
  pool.on('error', () => undefined);
  return pool.connect();
}

function prepare(pool: mssql.ConnectionPool, types: typeof mssql, { values }: SqlQuery): mssql.Request {
  const request = pool.request();
  for (const [name, value] of Object.entries(values)) request.input(name, typeOf(value, types), value.value);
  return request;
}

/** A national number is sent as the register keeps it: another kind of text would make the server read every row. */
function typeOf({ type, value }: SqlValue, types: typeof mssql) {
  if (type === 'number') return types.BigInt();
  if (type === 'day') return types.Date();
  return type === 'ascii' ? types.VarChar(Math.max(1, String(value ?? '').length)) : types.NVarChar(4000);
}
