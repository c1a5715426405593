import { z } from 'zod';
import { column, defineTable } from '#services/kernel/table.ts';

/** What stands in the text may say who somebody is: it is sealed, and bound to its dossier. */
export const notes = defineTable('__name___notes', {
  id: column.id(),
  dossier: column.id(),
  /** Business time. */
  keptAt: column.instant(),
  text: column.sealed(z.string()),
}, { key: ['id'], bound: ['dossier'], indexes: [['dossier', 'keptAt']] });
