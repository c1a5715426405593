import { z } from 'zod';
import { defineMigration } from '#services/kernel/migration.ts';
import { column } from '#services/kernel/table.ts';

export const payment002 = defineMigration('payment/002-sealed-bank-reference', async (schema) => {
  await schema.addColumns('payment_credits', {
    mark: column.nullable(column.blindIndex('credit', { in: 'line', as: 'bankReference' })), line: column.nullable(column.sealed(z.unknown())),
  });
  await schema.addIndex('payment_credits', ['mark']);
});
