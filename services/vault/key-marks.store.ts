import { defineMigration } from '#services/kernel/migration.ts';
import { column, defineTable } from '#services/kernel/table.ts';
import type { Tables } from '#services/kernel/tables.ts';
import type { KeyFingerprint } from './key-fingerprints.ts';

/** The master keys under which a municipality has been written, by their fingerprints, whichever node did. They say nothing of a key. */
export const keyMarks = defineTable('vault_key_marks', { version: column.integer(), fingerprint: column.text(40) }, { key: ['version'] });

export const vault002 = defineMigration('vault/002-newest-key', async (schema) => {
  await schema.createTable('vault_newest_keys', { name: column.text(20), version: column.integer() }, { key: ['name'] });
});
/** The newest mark says what the table of newest keys said. */
export const vault003 = defineMigration('vault/003-key-marks', async (schema) => {
  await schema.createTable('vault_key_marks', { version: column.integer(), fingerprint: column.text(40) }, { key: ['version'] });
  await schema.dropTable('vault_newest_keys');
});

/** Says whether this key is the one that is known here under its version, or the first one. */
export async function markKey(tables: Tables, { version, fingerprint }: KeyFingerprint): Promise<boolean> {
  if (await tables.insertIfNew(keyMarks, { version, fingerprint })) return true;
  return (await tables.first(keyMarks, { version }))?.fingerprint === fingerprint;
}
