import { sqlServerUrl, startSqlServerDatabase } from '#tools/system-packages/sql-server.ts';
import { startPostgres } from '#tools/system-packages/start-postgres.ts';
import { describeTwoNodes } from './two-nodes-rules.ts';

describeTwoNodes('PostgreSQL', startPostgres);
if (sqlServerUrl === undefined) test.todo('two nodes on one SQL Server: set MSSQL_URL=mssql://user:password@host:1433/database to see them');
else describeSqlServer(sqlServerUrl);

function describeSqlServer(url: string): void {
  describeTwoNodes('SQL Server', () => startSqlServerDatabase(url));
}
