import { z } from 'zod';
import { defineMigration } from '#services/kernel/migration.ts';
import { column, defineTable } from '#services/kernel/table.ts';

/** Ciphertext for BiZa (fingerprints, chosen codes), encrypted once more under a key of its own. Excluded from backups. */
export const sealedEnvelopes = defineTable('vault_sealed', {
  id: column.id(),
  dossier: column.id(),
  purpose: column.text<'fingerprints' | 'code'>(20),
  envelope: column.sealed(z.object({
    keyId: z.string(), wrappedKey: z.string(), iv: z.string(), ciphertext: z.string(), tag: z.string(),
    boundTo: z.object({ dossier: z.string(), purpose: z.enum(['fingerprints', 'code']) }),
  })),
  /** Real time. */
  keptAt: column.instant(),
  /** The legal limit: three months at most after it was taken. */
  destroyAt: column.instant(),
}, { key: ['id'], bound: ['dossier'], indexes: [['destroyAt'], ['dossier']] });

/** The same table, seen without opening anything: an envelope that cannot be opened must be destroyed in time too. */
export const sealedDeadlines = defineTable('vault_sealed', { id: column.id(), destroyAt: column.instant() }, { key: ['id'] });

export const sealedTables = [sealedEnvelopes] as const;

export const sealed001 = defineMigration('vault/001-sealed', async (schema) => {
  await schema.createTable('vault_sealed', {
    id: column.id(), dossier: column.id(), purpose: column.text(20), envelope: column.sealed(z.unknown()), keptAt: column.instant(), destroyAt: column.instant(),
  }, { key: ['id'], indexes: [['destroyAt'], ['dossier']] });
});
