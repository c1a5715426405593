import type { Accepted } from './judge-survivors.ts';

/** The changes of the store that the tests need not notice. */
export const acceptedInStore: readonly Accepted[] = [
  {
    file: 'services/store/repeat-transaction.ts', was: 'Math.random() * 10 * 2 ** attempt', becomes: 'Math.random() * 10 / 2 ** attempt',
    why: 'how long a repetition waits is a matter of speed; that it comes, and how often, is tested',
  },
  {
    file: 'services/store/repeat-transaction.ts', was: 'Math.random() * 10', becomes: 'Math.random() / 10',
    why: 'as above',
  },
  {
    file: 'services/store/repeat-transaction.ts', was: '{ commit: false }', becomes: '{}',
    why: 'what is not there is false as well',
  },
  {
    file: 'services/store/store-failures.ts', was: 'original?.message ?? error.message', becomes: 'original?.message && error.message',
    why: "Sequelize gives its errors the message of the driver's error",
  },
  {
    file: 'services/store/select-rows.ts', was: 'table.columns[name]?.nullable', becomes: 'table.columns[name].nullable',
    why: 'only the type asks for it: rows are put in order by a column of their table',
  },
  {
    file: 'services/store/select-rows.ts', was: 'dialect === \'postgres\'', becomes: 'true',
    why: 'SQL Server was answered before, and for SQLite Sequelize leaves locks out by itself',
  },
  {
    file: 'services/store/hold-unit.ts', was: "{\n        running.delete(answer);\n      }", becomes: '{}',
    why: 'what has ended is let go of at once to save memory; waiting for it once more costs nothing',
  },
  {
    file: 'services/store/hold-unit.ts', was: 'running.delete(answer);', becomes: ';',
    why: 'as above',
  },
  {
    file: 'services/store/convert-rows.ts', was: 'true', becomes: 'false',
    why: 'nobody defines an opened column anew; it is overlaid, and that is tested',
  },
  {
    file: 'services/store/convert-rows.ts', was: 'schema?.safeParse', becomes: 'schema.safeParse',
    why: 'only the type asks for it: every sealed column has a schema',
  },
  {
    file: 'services/store/convert-rows.ts', was: 'parsed?.success', becomes: 'parsed.success',
    why: 'as above',
  },
  {
    file: 'services/store/convert-rows.ts', was: 'table.columns[name]?.nullable', becomes: 'table.columns[name].nullable',
    why: 'only the type asks for it: what a table is bound to is one of its columns',
  },
  {
    file: 'services/store/migrate.ts', was: '{ transaction }', becomes: '{}',
    why: 'whose turn it is, nobody else makes this table meanwhile: inside the transaction or beside it gives the same answer',
  },
  {
    file: 'services/store/migrate.ts', was: '() => executed(sequelize)', becomes: '() => undefined',
    why: 'it saves turns: in its turn each migration looks for itself whether it was done, and that is tested',
  },
  {
    file: 'services/store/sqlite/handle-pool.ts', was: '{ timeout: 5_000, enableForeignKeyConstraints: true }', becomes: '{}',
    why: 'foreign keys are on in node:sqlite by itself; how long the first look at a busy file waits is a matter of speed',
  },
  {
    file: 'services/store/sqlite/handle-pool.ts', was: 'statements.delete(sql);', becomes: ';',
    why: 'how many statements are kept ready, and which goes first, is a matter of speed and memory; that each gives its own answer is tested',
  },
  {
    file: 'services/store/sqlite/handle-pool.ts', was: 'statements.set(sql, statement);', becomes: ';',
    why: 'as above',
  },
  {
    file: 'services/store/sqlite/handle-pool.ts', was: 'statements.size > statementsKept', becomes: 'true',
    why: 'as above',
  },
  {
    file: 'services/store/sqlite/handle-pool.ts', was: 'statements.size > statementsKept', becomes: 'false',
    why: 'as above',
  },
  {
    file: 'services/store/sqlite/handle-pool.ts', was: 'statements.size > statementsKept', becomes: 'statements.size >= statementsKept',
    why: 'as above',
  },
  {
    file: 'services/store/sqlite/handle-pool.ts', was: 'statements.size > statementsKept', becomes: 'statements.size <= statementsKept',
    why: 'as above',
  },
  {
    file: 'services/store/sqlite/handle-pool.ts', was: 'oldest !== undefined', becomes: 'true',
    why: 'as above',
  },
  {
    file: 'services/store/sqlite/handle-pool.ts', was: 'oldest !== undefined', becomes: 'false',
    why: 'as above',
  },
  {
    file: 'services/store/sqlite/handle-pool.ts', was: 'oldest !== undefined', becomes: 'oldest === undefined',
    why: 'as above',
  },
  {
    file: 'services/store/sqlite/handle-pool.ts', was: 'statements.delete(oldest);', becomes: ';',
    why: 'as above',
  },
  {
    file: 'services/store/change-rows.ts', was: "''", becomes: '"Stryker was here!"',
    why: 'no sealed value is among these changes, so nothing is bound to the municipality, which is not written either',
  },
  {
    file: 'services/store/change-schema.ts', was: 'nullable.length > 0', becomes: 'true',
    why: 'a condition without columns is none',
  },
  {
    file: 'services/store/change-schema.ts', was: 'nullable.length > 0', becomes: 'nullable.length >= 0',
    why: 'as above',
  },
  {
    file: 'services/store/change-schema.ts', was: '{ transaction }', becomes: '{}',
    why: 'nobody else makes tables while we have the turn of migrating: inside the transaction or beside it gives the same answer',
  },
  {
    file: 'services/store/change-schema.ts', was: 'columns[column]?.nullable', becomes: 'columns[column].nullable',
    why: 'only the type asks for it: that each column is there was looked at before',
  },
  {
    file: 'services/store/change-schema.ts', was: '[]', becomes: '["Stryker was here"]', times: 2,
    why: 'only a unique index on SQL Server asks which columns may be empty',
  },
  {
    file: 'services/store/change-schema.ts', was: 'dialect === \'mssql\' && unique', becomes: 'true',
    why: 'as above',
  },
  {
    file: 'services/store/change-schema.ts', was: 'dialect === \'mssql\' && unique', becomes: 'dialect === \'mssql\' || unique',
    why: 'as above',
  },
  {
    file: 'services/store/change-schema.ts', was: 'dialect === \'mssql\'', becomes: 'true',
    why: 'as above',
  },
  {
    file: 'services/store/change-schema.ts', was: 'described[name]?.allowNull', becomes: 'described[name].allowNull',
    why: 'only the type asks for it: an index on a column that is not there is refused by the database',
  },
  {
    file: 'services/store/sqlite/dialect-module.ts', was: 'Math.random() * 4', becomes: 'Math.random() / 4',
    why: 'how long a busy file is left alone between two looks is a matter of speed; that it is looked at again, and for how long in all, is tested',
  },
  {
    file: 'services/store/sqlite/dialect-module.ts', was: '1 + Math.random() * 4', becomes: '1 - Math.random() * 4',
    why: 'as above',
  },
  {
    file: 'services/store/sqlite/dialect-module.ts', was: '() => 1 + Math.random() * 4', becomes: '() => undefined',
    why: 'as above',
  },
  {
    file: 'services/store/sqlite/dialect-module.ts', was: '\'run\'', becomes: '""',
    why: 'what is not `all` is run, whatever it is called',
  },
  {
    file: 'services/store/sqlite/dialect-module.ts', was: 'performance.now() - began < this.busyLimitMs', becomes: 'performance.now() - began <= this.busyLimitMs',
    why: 'one look more at the very end of the wait',
  },
  {
    file: 'services/store/open-store.ts', was: '[]', becomes: '["Stryker was here"]',
    why: 'the parts of no match are all missing, whatever stands in its place',
  },
  {
    file: 'services/store/share-commits.ts', was: '{ writing: false, commit: false }', becomes: '{}',
    why: 'what is not there is false as well',
  },
];
