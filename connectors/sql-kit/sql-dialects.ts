import type { TableName } from './sql-settings.ts';
import type { SqlDialect } from './sql-source.ts';

const bracketed = (name: string) => `[${name.replaceAll(']', ']]')}]`;
const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** `schema.table`, quoted; without a schema the one that the database takes by itself. */
export const tableIn = (dialect: Pick<SqlDialect, 'quote'>, { schema, name }: TableName): string => [schema, name].filter((part) => part !== undefined).map(dialect.quote).join('.');

export const sqlServerDialect: SqlDialect = {
  quote: bracketed,
  atMost: { afterSelect: 'TOP (@rows) ', atEnd: '' },
  columnsOf: (table) => ({
    text: 'SELECT name FROM sys.columns WHERE object_id = OBJECT_ID(@place)',
    values: { place: { type: 'text', value: tableIn(sqlServerDialect, table) } },
  }),
  rightsOver: (table, rights) => ({
    text: [
      ...rights.map((right) => `SELECT '${right}' AS may WHERE HAS_PERMS_BY_NAME(@place, 'OBJECT', '${right}') = 1`),
      "SELECT 'CREATE TABLE' AS may WHERE HAS_PERMS_BY_NAME(NULL, 'DATABASE', 'CREATE TABLE') = 1", "SELECT 'sysadmin' AS may WHERE IS_SRVROLEMEMBER('sysadmin') = 1",
    ].join(' UNION ALL '),
    values: { place: { type: 'text', value: tableIn(sqlServerDialect, table) } },
  }),
};

export const sqliteDialect: SqlDialect = {
  quote: quoted,
  atMost: { afterSelect: '', atEnd: ' LIMIT @rows' },
  columnsOf: ({ name }) => ({ text: 'SELECT name FROM pragma_table_info(@place)', values: { place: { type: 'text', value: name } } }),
};
