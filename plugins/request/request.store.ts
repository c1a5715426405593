import { z } from 'zod';
import { column, defineTable } from '#services/kernel/table.ts';

/** Logins under way: what must match when the citizen comes back. */
export const logins = defineTable('request_logins', {
  id: column.id(),
  returnUrl: column.text(500),
  expiresAt: column.instant(),
  usedAt: column.nullable(column.instant()),
  personal: column.sealed(z.object({ state: z.string(), nonce: z.string(), codeVerifier: z.string() })),
}, { key: ['id'], indexes: [['expiresAt']] });

/** Who declared the ground of a request. Clear facts only: contact data lives in the CRM. */
export const requests = defineTable('request_requests', {
  dossier: column.id(),
  declaredBy: column.text(20),
  requestedAt: column.instant(),
}, { key: ['dossier'] });

export const requestTables = [logins, requests] as const;
