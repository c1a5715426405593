import { QueryTypes, type Sequelize } from 'sequelize';

const question = 'SELECT CONVERT(int, [is_read_committed_snapshot_on]) AS [snapshot] FROM sys.databases WHERE [name] = DB_NAME()';

/** Who reads sees what was committed and waits for nobody, as on SQLite and PostgreSQL. A SQL Server of old lets readers and writers wait for each other, and throws one of them out. */
export async function checkSqlServer(sequelize: Sequelize): Promise<void> {
  if (sequelize.getDialect() !== 'mssql') return;
  const [found] = await sequelize.query<{ snapshot: number | null }>(question, { type: QueryTypes.SELECT });
  if (found?.snapshot !== 1) throw new Error('in this database readers wait for writers: its owner runs ALTER DATABASE … SET READ_COMMITTED_SNAPSHOT ON once');
}
