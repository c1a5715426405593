interface Statement { readonly sql: string; readonly bind: unknown[] }

/** `INSERT` of one row, each value a parameter. By its own words and not by Sequelize's `create`, which on SQL Server looks for the row that it put in and takes it ill when none comes back. */
export function insertSql(dialect: string, table: string, values: Readonly<Record<string, unknown>>): Statement {
  const quote = (name: string) => (dialect === 'mssql' ? `[${name}]` : `"${name}"`);
  const names = Object.keys(values);
  return { sql: `INSERT INTO ${quote(table)} (${names.map(quote).join(', ')}) VALUES (${names.map((_, index) => `$${index + 1}`).join(', ')})`, bind: Object.values(values) };
}

/** The same that leaves a row with the same key or unique columns alone, and answers a row only when it inserted. */
export function insertIfNewSql(dialect: string, table: string, values: Readonly<Record<string, unknown>>): Statement {
  const { sql: insert, bind } = insertSql(dialect, table, values);
  // The comment in front keeps Sequelize from taking it for an insert of its own, whose answer it would throw away.
  if (dialect !== 'mssql') return { sql: `/* if new */ ${insert} ON CONFLICT DO NOTHING RETURNING 1 AS "inserted"`, bind };
  // 2601 and 2627: the same key is there. XACT_ABORT is off (the driver's default), so the transaction goes on.
  return {
    sql: `BEGIN TRY ${insert}; SELECT 1 AS [inserted]; END TRY BEGIN CATCH IF ERROR_NUMBER() NOT IN (2601, 2627) BEGIN; THROW; END; SELECT 1 AS [inserted] WHERE 1 = 0; END CATCH`,
    bind,
  };
}
