import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { Sequelize, Transaction, type Options } from 'sequelize';
import type { Migration } from '#services/kernel/migration.ts';
import type { Table } from '#services/kernel/table.ts';
import type { Store } from '#services/kernel/tables.ts';
import type { Sealer } from '#services/vault/sealer.ts';
import type { Access } from './ask-database.ts';
import { checkSqlServer } from './check-sql-server.ts';
import { attributesOf } from './columns.ts';
import { refuseInsideUnit, type Unit } from './hold-unit.ts';
import { countLying, lyingOf } from './lying-rows.ts';
import { readerOf, systemTablesOf, tablesOf } from './make-tables.ts';
import { migrate } from './migrate.ts';
import { repeatTransaction } from './repeat-transaction.ts';
import { shareCommits } from './share-commits.ts';
import { storeErrorOf } from './store-failures.ts';
import { sqlServerPlace } from './sql-server-place.ts';
import { takeTurn } from './take-turn.ts';
import { sqliteDialectModule } from './sqlite/dialect-module.ts';
import { emptyLog } from './sqlite/empty-log.ts';
import { closeIdleHandles } from './sqlite/handle-pool.ts';
import { holdWithOthers } from './sqlite/hold-file.ts';

export interface StoreOptions {
  /** `sqlite:<file>`, `postgres://…` or `mssql://…` (`sql-server-place.ts`). */
  readonly url: string;
  readonly tables: readonly Table[];
  readonly migrations: readonly Migration[];
  readonly sealer: Sealer;
  /** SQLite: how long a writer waits while another process holds the file, before `store.busy`. */
  readonly busyLimitMs?: number;
  /** PostgreSQL: a transaction in which nothing was said for so long is ended, for others wait for what it holds. */
  readonly stillLimitMs?: number;
}

/**
 * Opens the database and brings it to where the code is.
 *
 * The body of a transaction may run again when a shared database had to choose between two transactions: it touches nothing but its tables. No
 * transaction begins inside another. A statement that failed ends its transaction, also when the body catches the error; `insertIfNew` is for
 * rows that may be there already.
 */
export async function openStore({ url, tables, migrations, sealer, busyLimitMs = 10_000, stillLimitMs = 30_000 }: StoreOptions): Promise<Store> {
  const twice = tables.find(({ name }, index) => tables.findIndex((other) => other.name === name) !== index);
  if (twice) throw new Error(`two tables are called '${twice.name}'`);
  const { dialect, file } = placeOf(url);
  const server = dialect === 'mssql' ? sqlServerPlace(url) : undefined;
  const letGo = file === undefined ? undefined : holdFile(file);
  const sequelize = file === undefined ? serverAt(url, server, stillLimitMs) : new Sequelize({ ...embedded, storage: file, dialectModule: sqliteDialectModule(busyLimitMs) });
  const close = async () => {
    await sequelize.close();
    letGo?.();
  };
  try {
    await checkSqlServer(sequelize);
    await migrate(sequelize, migrations);
  } catch (error) {
    await close();
    throw storeErrorOf(error);
  }
  const models = new Map(tables.map((table) => [table.name, sequelize.define(table.name, attributesOf(table), { tableName: table.name, timestamps: false })]));
  const access: Access = { sequelize, models, sealer };

  const writer = file === undefined ? undefined : shareCommits(sequelize);
  const run = async <T>(body: (unit: Unit) => Promise<T>): Promise<T> => {
    refuseInsideUnit();
    return writer ? writer.run(body) : repeatTransaction(sequelize, body);
  };
  return {
    dialect,
    tables,
    lying: (municipality) => lyingOf(access, municipality),
    countLying: (table, column, beginning) => countLying(access, table, column, beginning),
    reader: (municipality) => readerOf(access, municipality),
    transaction: (municipality, body) => run((unit) => {
      const inUnit = { ...access, unit };
      return body({ ...tablesOf(inUnit, municipality), takeTurn: (name) => takeTurn(inUnit, municipality, name), lying: lyingOf(inUnit, municipality) });
    }),
    system: (body) => run((unit) => body(systemTablesOf({ ...access, unit }))),
    wipeRemoved: async () => writer ? writer.between(() => emptyLog(sequelize)).catch(() => false) : true,
    close: async () => {
      await writer?.idle();
      await close();
    },
  };
}

/** The handles keep foreign keys (handle-pool.ts). Sequelize's word for it at each transaction would have every prepared statement made anew. */
const embedded: Options & { readonly foreignKeys: false } = { dialect: 'sqlite', logging: false, transactionType: Transaction.TYPES.IMMEDIATE, foreignKeys: false };
const shared: Options = { logging: false, isolationLevel: Transaction.ISOLATION_LEVELS.READ_COMMITTED, pool: { max: 20, acquire: 30_000 } };

/** A node that is frozen, or whose machine is gone without a goodbye, would hold its locks until the network notices: hours, by default. */
const serverAt = (url: string, place: Options | undefined, stillLimitMs: number): Sequelize => (place
  ? new Sequelize({ ...shared, ...place })
  : new Sequelize(url, { ...shared, dialectOptions: { idle_in_transaction_session_timeout: stillLimitMs, keepAlive: true } }));

const dialects: ReadonlyMap<string | undefined, Store['dialect']> = new Map([['sqlite', 'sqlite'], ['postgres', 'postgres'], ['postgresql', 'postgres'], ['mssql', 'mssql']] as const);

/** Makes the folder of a file and has the file, until the answer is called: then nothing of it is open any more. */
function holdFile(file: string): () => void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const letGo = holdWithOthers(file);
  return () => {
    closeIdleHandles(file);
    letGo();
  };
}

/** Which database it is, and in which file when it is embedded. */
function placeOf(url: string): { readonly dialect: Store['dialect']; readonly file: string | undefined } {
  const [, scheme, rest] = /^(\w+):(.+)$/.exec(url) ?? [];
  const dialect = dialects.get(scheme);
  if (dialect === undefined) throw new Error('a database is named by sqlite:, postgres:// or mssql://');
  return { dialect, file: dialect === 'sqlite' ? rest : undefined };
}
