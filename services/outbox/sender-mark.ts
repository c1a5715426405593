import { z } from 'zod';
import { defineMigration } from '#services/kernel/migration.ts';
import { column } from '#services/kernel/table.ts';
import type { TurnTables } from '#services/kernel/tables.ts';
import type { ClaimedIndex } from '#services/kernel/unit-of-work.ts';
import { claimIndex } from '#services/vault/claim-index.ts';
import type { Keyring } from '#services/vault/keyring.ts';

const purpose = 'message';

/** A sender may put anything into the id of its message, a national number too: it is found again by a keyed hash, and is sealed beside it so that another key can take over. */
export const senderMark = {
  mark: column.nullable(column.blindIndex(purpose, { in: 'sender', as: 'messageId' })),
  sender: column.nullable(column.sealed(z.object({ messageId: z.string(), content: z.string().optional().describe('Of a message that was taken in: a hash of what it said.') }))),
};

/** A message as its sender names it, and its marks under every key. */
export interface Marked { readonly source: string; readonly messageId: string; readonly mark: ClaimedIndex }

/** From here on the same message waits until this one is committed. */
export async function markMessage(keyring: Keyring, tables: TurnTables, municipality: string, { source, messageId }: Omit<Marked, 'mark'>): Promise<Marked> {
  return { source, messageId, mark: await claimIndex(keyring, tables, { municipality, purpose, value: messageId }) };
}

/** Where its row may be: under any of its marks, or in clear on a row from before there were any. */
export function placesOf({ source, messageId, mark }: Marked) {
  return [{ source, mark: { in: mark.all } }, { source, messageId, mark: null }] as const;
}

export const outbox005 = defineMigration('outbox/005-sender-marks', async (schema) => {
  for (const table of ['outbox_inbox', 'outbox_letters']) {
    await schema.addColumns(table, {
      mark: column.nullable(column.blindIndex('message', { in: 'sender', as: 'messageId' })), sender: column.nullable(column.sealed(z.unknown())),
    });
    await schema.addIndex(table, ['source', 'mark']);
  }
});
