/** `INSERT` that leaves a row with the same key or unique columns alone, and answers a row only when it inserted. */
export function insertIfNewSql(dialect: string, table: string, values: Readonly<Record<string, unknown>>): { sql: string; bind: unknown[] } {
  const quote = (name: string) => (dialect === 'mssql' ? `[${name}]` : `"${name}"`);
  const names = Object.keys(values);
  const insert = `INSERT INTO ${quote(table)} (${names.map(quote).join(', ')}) VALUES (${names.map((_, index) => `$${index + 1}`).join(', ')})`;
  const bind = Object.values(values);
  // The comment in front keeps Sequelize from taking it for an insert of its own, whose answer it would throw away.
  if (dialect !== 'mssql') return { sql: `/* if new */ ${insert} ON CONFLICT DO NOTHING RETURNING 1 AS "inserted"`, bind };
  // 2601 and 2627: the same key is there. XACT_ABORT is off (the driver's default), so the transaction goes on.
  return {
    sql: `BEGIN TRY ${insert}; SELECT 1 AS [inserted]; END TRY BEGIN CATCH IF ERROR_NUMBER() NOT IN (2601, 2627) BEGIN; THROW; END; SELECT 1 AS [inserted] WHERE 1 = 0; END CATCH`,
    bind,
  };
}
