import { defineMigration } from '#services/kernel/migration.ts';
import { column } from '#services/kernel/table.ts';

export const delivery002 = defineMigration('delivery/002-assignment', async (schema) => {
  await schema.addColumns('delivery_deliveries', { because: column.nullable(column.text(30)) });
}, { additive: true });
