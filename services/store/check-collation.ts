import { QueryTypes, type Sequelize } from 'sequelize';

/**
 * SQL Server compares texts by the database's collation, of old without regard to capitals: two codes that differ would be one. The house counts on
 * texts being equal only when they are the same, as on SQLite and PostgreSQL.
 */
export async function checkCollation(sequelize: Sequelize): Promise<void> {
  if (sequelize.getDialect() !== 'mssql') return;
  const [found] = await sequelize.query<{ collation: string }>("SELECT CONVERT(nvarchar(128), DATABASEPROPERTYEX(DB_NAME(), 'Collation')) AS [collation]", { type: QueryTypes.SELECT });
  if (found?.collation.includes('_BIN2') !== true) throw new Error(`the database has the collation ${found?.collation ?? 'unknown'}: make it with COLLATE Latin1_General_100_BIN2`);
}
