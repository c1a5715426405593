import { createHash } from 'node:crypto';
import type { Tables } from '#services/kernel/tables.ts';
import { inbox } from './outbox.store.ts';
import { placesOf, type Marked } from './sender-mark.ts';

/** What a message said, told apart from anything else that could be said. */
export function contentOf(canonical: string): string {
  return createHash('sha256').update(canonical).digest('base64url');
}

/**
 * Whether this message was taken in already, under whichever key; and `other` when what was taken in under this id said something else: then one of the two
 * would be lost without anybody knowing. Rows from before their content was kept are taken for the same.
 */
export async function wasTakenIn(tables: Tables, marked: Marked, content: string): Promise<'new' | 'same' | 'other'> {
  for (const place of placesOf(marked)) {
    const before = await tables.first(inbox, place);
    if (before) return before.sender?.content === undefined || before.sender.content === content ? 'same' : 'other';
  }
  return 'new';
}

export async function markTakenIn(tables: Tables, { source, messageId, mark }: Marked, { id, at, content }: { readonly id: string; readonly at: number; readonly content: string }): Promise<void> {
  await tables.insert(inbox, { source, messageId: id, at, mark: mark.newest, sender: { messageId, content } });
}
