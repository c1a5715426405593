import { defineMigration } from '#services/kernel/migration.ts';
import { column } from '#services/kernel/table.ts';

/** Who makes a call: nobody named means the clerks, as it was before. */
export const communication002 = defineMigration('communication/002-held-calls', (schema) => schema.addColumns('communication_calls', { heldBy: column.nullable(column.text(20)) }));
