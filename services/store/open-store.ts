import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { Sequelize, Transaction, type Options } from 'sequelize';
import type { Migration } from '#services/kernel/migration.ts';
import type { Table } from '#services/kernel/table.ts';
import type { Store } from '#services/kernel/tables.ts';
import { isFailure } from '#services/kernel/failure.ts';
import type { Sealer } from '#services/vault/sealer.ts';
import { attributesOf } from './columns.ts';
import { readerOf, systemTablesOf, tablesOf, type Access } from './make-tables.ts';
import { migrate } from './migrate.ts';
import { shareCommits } from './share-commits.ts';
import { storeErrorOf } from './store-failures.ts';
import { sqliteDialectModule } from './sqlite/dialect-module.ts';
import { closeIdleHandles } from './sqlite/handle-pool.ts';

export interface StoreOptions {
  /** `sqlite:<file>`, `postgres://…` or `mssql://…`. */
  readonly url: string;
  readonly tables: readonly Table[];
  readonly migrations: readonly Migration[];
  readonly sealer: Sealer;
}

/** A body may run again when the database had to choose between two transactions: it touches nothing but its tables. */
const tries = 5;

/** Opens the database and brings it to where the code is. */
export async function openStore({ url, tables, migrations, sealer }: StoreOptions): Promise<Store> {
  const file = /^sqlite:(.+)$/.exec(url)?.[1];
  if (file !== undefined) mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const sequelize = file === undefined ? new Sequelize(url, shared) : new Sequelize({ ...embedded, storage: file });
  try {
    await sequelize.authenticate();
    await migrate(sequelize, migrations);
  } catch (error) {
    await sequelize.close();
    throw storeErrorOf(error);
  }
  const models = new Map(tables.map((table) => [table.name, sequelize.define(table.name, attributesOf(table), { tableName: table.name, freezeTableName: true, timestamps: false })]));
  const access: Access = { sequelize, models, sealer };

  const writer = file === undefined ? undefined : shareCommits(sequelize);
  const run = <T>(body: (transaction: Transaction) => Promise<T>): Promise<T> => (writer ? writer.run(body) : tryAgain(() => sequelize.transaction(body)));
  return {
    dialect: dialectOf(sequelize),
    reader: (municipality) => readerOf(access, municipality),
    transaction: (municipality, body) => run((transaction) => body(tablesOf(access, municipality, transaction))),
    system: (body) => run((transaction) => body(systemTablesOf(access, transaction))),
    close: async () => {
      await writer?.idle();
      await sequelize.close();
      if (file !== undefined) closeIdleHandles(file);
    },
  };
}

const embedded: Options = { dialect: 'sqlite', dialectModule: sqliteDialectModule, logging: false, transactionType: Transaction.TYPES.IMMEDIATE };
const shared: Options = { logging: false, isolationLevel: Transaction.ISOLATION_LEVELS.READ_COMMITTED, pool: { max: 20, acquire: 30_000 } };

async function tryAgain<T>(transaction: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await transaction();
    } catch (error) {
      const failed = storeErrorOf(error);
      if (attempt === tries || !isFailure(failed, 'store.busy')) throw failed;
    }
  }
}

function dialectOf(sequelize: Sequelize): Store['dialect'] {
  const dialect = sequelize.getDialect();
  if (dialect !== 'sqlite' && dialect !== 'postgres' && dialect !== 'mssql') throw new Error(`'${dialect}' is no database of this house`);
  return dialect;
}
