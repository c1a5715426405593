import { QueryTypes, type Sequelize } from 'sequelize';

const question = "SELECT CONVERT(nvarchar(128), DATABASEPROPERTYEX(DB_NAME(), 'Collation')) AS [collation], CONVERT(int, [is_read_committed_snapshot_on]) AS [snapshot] FROM sys.databases WHERE [name] = DB_NAME()";

/**
 * What the house counts on, as on SQLite and PostgreSQL, and a SQL Server does not do by itself. Texts are equal only when they are the same: of old it has no regard to capitals, and two codes
 * that differ would be one. Who reads sees what was committed and waits for nobody: of old readers and writers wait for each other, and one of them is thrown out.
 */
export async function checkSqlServer(sequelize: Sequelize): Promise<void> {
  if (sequelize.getDialect() !== 'mssql') return;
  const [found] = await sequelize.query<{ collation: string | null; snapshot: number | null }>(question, { type: QueryTypes.SELECT });
  if (found?.collation?.toUpperCase().includes('_BIN2') !== true) throw new Error(`the database has the collation ${found?.collation ?? 'unknown'}: make it with COLLATE Latin1_General_100_BIN2`);
  if (Number(found.snapshot) !== 1) throw new Error('in this database readers wait for writers: its owner runs ALTER DATABASE … SET READ_COMMITTED_SNAPSHOT ON once');
}
