import { z } from 'zod';
import { column, defineTable } from '#services/kernel/table.ts';

/** Sign-ins under way: what must match when the official comes back. */
export const signIns = defineTable('sign-in_attempts', {
  id: column.id(),
  returnUrl: column.text(500),
  expiresAt: column.instant(),
  usedAt: column.nullable(column.instant()),
  personal: column.sealed(z.object({ state: z.string(), nonce: z.string(), codeVerifier: z.string() })),
}, { key: ['id'], indexes: [['expiresAt']] });
