import { createHash } from 'node:crypto';
import { QueryTypes } from 'sequelize';
import { ask, type Access } from './ask-database.ts';

/** Locks that belong to a transaction and end with it, by a number or name that means nothing to the database. */
const turns: Readonly<Record<string, string>> = {
  postgres: 'SELECT pg_advisory_xact_lock($1)',
  // It answers a negative number when it was not our turn in time; 51000 is taken for contention, so the transaction runs again.
  mssql: "DECLARE @turn int; EXEC @turn = sp_getapplock @Resource = $1, @LockMode = 'Exclusive', @LockOwner = 'Transaction', @LockTimeout = 10000; IF @turn < 0 BEGIN; THROW 51000, 'another transaction has this turn', 1; END",
};

/** Waits for the transaction of this municipality that has the turn, if there is one. On SQLite every transaction that writes is alone. */
export async function takeTurn(access: Access, municipality: string, name: string): Promise<void> {
  const sql = turns[access.sequelize.getDialect()];
  if (sql === undefined) return;
  // 64 bits: two names that meet by chance wait for each other, no more.
  const number = createHash('sha256').update(JSON.stringify([municipality, name])).digest().readBigInt64BE().toString();
  await ask(access, (inside) => access.sequelize.query(sql, { bind: [number], type: QueryTypes.SELECT, ...inside }));
}
