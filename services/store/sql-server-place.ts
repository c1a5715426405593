import { readFileSync } from 'node:fs';
import type { Options } from 'sequelize';

/** Longer than any turn that a statement waits for by itself (`migrate.ts`, `take-turn.ts`). */
const answersWithinMs = 90_000;
const known: ReadonlySet<string> = new Set(['encrypt', 'ca', 'certificateName']);
const loopback: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '::1']);

/**
 * Where a SQL Server is: `mssql://user:password@host:port/database`. The connection is encrypted and the server's certificate checked: `?ca=/path` names the PEM of who signed it (without
 * it the authorities that Node.js knows), `?certificateName=` the name in it where that is not the host's. `?encrypt=false` goes on this machine only: outside it the password could be read on the way.
 */
export function sqlServerPlace(url: string): Options {
  const { hostname, port, pathname, username, password, searchParams } = new URL(url);
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  const strange = [...searchParams.keys()].find((name) => !known.has(name));
  if (strange !== undefined) throw new Error(`the address of the database has a setting that is not known: '${strange}'`);
  const [ca, certificateName, encrypt] = ['ca', 'certificateName', 'encrypt'].map((name) => searchParams.get(name) ?? undefined);
  if (encrypt !== undefined && encrypt !== 'true' && encrypt !== 'false') throw new Error("in the address of the database 'encrypt' is true or false");
  if (encrypt === 'false' && !loopback.has(host)) throw new Error("the connection to a database on another machine is encrypted: leave 'encrypt=false' out of its address");
  return {
    dialect: 'mssql', host, port: port === '' ? 1433 : Number(port), database: decodeURIComponent(pathname.slice(1)), username: decodeURIComponent(username), password: decodeURIComponent(password),
    dialectOptions: {
      options: {
        // By itself Sequelize believes every certificate.
        encrypt: encrypt !== 'false', trustServerCertificate: false, appName: 'eid-aan-huis', requestTimeout: answersWithinMs,
        ...(certificateName !== undefined && { serverName: certificateName }), ...(ca !== undefined && { cryptoCredentialsDetails: { ca: readFileSync(ca, 'utf8') } }),
      },
    },
  };
}
