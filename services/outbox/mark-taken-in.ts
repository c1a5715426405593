import type { Tables } from '#services/kernel/tables.ts';
import { inbox } from './outbox.store.ts';
import { placesOf, type Marked } from './sender-mark.ts';

/** Notes that a message was taken in, unless it was already, under whichever key; says whether it did. */
export async function markTakenIn(tables: Tables, marked: Marked, id: string, at: number): Promise<boolean> {
  for (const place of placesOf(marked)) if (await tables.count(inbox, place) > 0) return false;
  const { source, messageId, mark } = marked;
  await tables.insert(inbox, { source, messageId: id, at, mark: mark.newest, sender: { messageId } });
  return true;
}
