import { z } from 'zod';
import { defineMigration } from '#services/kernel/migration.ts';
import { column } from '#services/kernel/table.ts';

export const bpostDelivery002 = defineMigration('bpost-delivery/002-sealed-employee', async (schema) => {
  await schema.addColumns('bpost_delivery_messages', { said: column.nullable(column.sealed(z.unknown())) });
});
