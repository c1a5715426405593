import type { Schema } from '#services/kernel/migration.ts';

/** What a migration that calls itself additive may do: a release that does not know it must be able to read and write on. */
export function onlyAdding(migration: string, schema: Schema): Schema {
  const refuse = (what: string): never => { throw new Error(`migration '${migration}' says that it only adds, but ${what}`); };
  return {
    createTable: schema.createTable,
    addColumns: async (table, columns) => {
      const filled = Object.entries(columns).flatMap(([name, { nullable }]) => (nullable ? [] : [name]));
      if (filled.length > 0) refuse(`'${filled.join("', '")}' of table '${table}' may not be empty, and an older release leaves it so`);
      await schema.addColumns(table, columns);
    },
    addIndex: async (table, columns, options) => {
      if (options?.unique) refuse(`it refuses rows of table '${table}' that an older release may write`);
      await schema.addIndex(table, columns, options);
    },
    dropTable: async (name) => refuse(`it removes table '${name}'`),
  };
}
