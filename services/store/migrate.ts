import { DataTypes, QueryTypes, type Sequelize, type Transaction } from 'sequelize';
import { Umzug } from 'umzug';
import type { Migration } from '#services/kernel/migration.ts';
import { schemaOf } from './change-schema.ts';
import { onlyAdding } from './only-adding.ts';

const log = 'store_migrations';
/** Those that a release which does not know them can live with. A table of its own, which releases before it simply do not read. */
const additions = 'store_additions';

/**
 * Brings the database to where the code is. Each migration and its mark commit together, so one that is interrupted leaves nothing; nodes that
 * start at once take turns.
 */
export async function migrate(sequelize: Sequelize, migrations: readonly Migration[]): Promise<void> {
  const names = migrations.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`two migrations are called '${twice}'`);
  await locked(sequelize, async (transaction) => {
    const queries = sequelize.getQueryInterface();
    const name = { type: DataTypes.STRING(120), primaryKey: true };
    if (!await queries.tableExists(log, { transaction })) await queries.createTable(log, { name, at: { type: DataTypes.BIGINT, allowNull: false } }, { transaction });
    if (!await queries.tableExists(additions, { transaction })) await queries.createTable(additions, { name }, { transaction });
  });
  refuseNewer(names, await executed(sequelize), await namesIn(sequelize, additions));
  const umzug = new Umzug({
    migrations: migrations.map((migration) => ({ name: migration.name, up: () => locked(sequelize, (transaction) => once(sequelize, transaction, migration)) })),
    storage: { executed: () => executed(sequelize), logMigration: async () => undefined, unlogMigration: async () => undefined },
    logger: undefined,
  });
  await umzug.up();
}

/**
 * Code that is older than the database would write rows that no longer mean the same, unless all that was done since only adds. What a plugin left behind that is gone altogether does
 * no harm.
 */
function refuseNewer(names: readonly string[], done: readonly string[], added: readonly string[]): void {
  const ownerOf = (name: string) => name.slice(0, name.indexOf('/'));
  const owners = new Set(names.map(ownerOf));
  const newer = done.filter((name) => owners.has(ownerOf(name)) && !names.includes(name) && !added.includes(name));
  if (newer.length > 0) throw new Error(`the database is newer than this version of the middleware: it has been through ${newer.map((name) => `'${name}'`).join(', ')}`);
}

async function once(sequelize: Sequelize, transaction: Transaction, { name, up, additive = false }: Migration): Promise<void> {
  // Another node may have done it while we waited for our turn.
  if ((await executed(sequelize, transaction)).includes(name)) return;
  const schema = schemaOf(sequelize.getQueryInterface(), transaction);
  await up(additive ? onlyAdding(name, schema) : schema);
  await sequelize.getQueryInterface().bulkInsert(log, [{ name, at: Date.now() }], { transaction });
  if (additive) await sequelize.getQueryInterface().bulkInsert(additions, [{ name }], { transaction });
}

const executed = (sequelize: Sequelize, transaction?: Transaction) => namesIn(sequelize, log, transaction);

async function namesIn(sequelize: Sequelize, table: string, transaction?: Transaction): Promise<string[]> {
  const quote = (name: string) => (sequelize.getDialect() === 'mssql' ? `[${name}]` : `"${name}"`);
  const rows = await sequelize.query<{ name: string }>(`SELECT ${quote('name')} FROM ${quote(table)} ORDER BY ${quote('name')}`, { type: QueryTypes.SELECT, ...(transaction && { transaction }) });
  return rows.map(({ name }) => name);
}

/** A transaction that one node at a time has. On SQLite every IMMEDIATE transaction is. */
const turns: Readonly<Record<string, string>> = {
  postgres: 'SELECT pg_advisory_xact_lock(7234016)',
  // It answers a negative number when it was not our turn in time.
  mssql: "DECLARE @turn int; EXEC @turn = sp_getapplock @Resource = 'eid-migrations', @LockMode = 'Exclusive', @LockOwner = 'Transaction', @LockTimeout = 60000; IF @turn < 0 BEGIN; THROW 51000, 'another node is migrating', 1; END",
};
function locked<T>(sequelize: Sequelize, body: (transaction: Transaction) => Promise<T>): Promise<T> {
  return sequelize.transaction(async (transaction) => {
    const turn = turns[sequelize.getDialect()];
    if (turn) await sequelize.query(turn, { transaction });
    return body(transaction);
  });
}
