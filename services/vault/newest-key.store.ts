import { defineMigration } from '#services/kernel/migration.ts';
import { column, defineTable } from '#services/kernel/table.ts';

/** The newest key version under which a municipality has written blind indexes, whichever node did. */
export const newestKeys = defineTable('vault_newest_keys', { name: column.text(20), version: column.integer() }, { key: ['name'] });

export const vault002 = defineMigration('vault/002-newest-key', async (schema) => {
  await schema.createTable('vault_newest_keys', { name: column.text(20), version: column.integer() }, { key: ['name'] });
});
