import { createHash } from 'node:crypto';
import type { Item } from '#services/outbox/outbox.store.ts';

/**
 * Ids of what follows from an item, always the same ones in the same order: after a restore the same event asks for the same effects under the same
 * keys, and a `keyed` one that had gone out counts once. UUIDv7 in form, with the item's own time. A replay by a person asks anew.
 */
export function idsFrom({ id, replays }: Pick<Item, 'id' | 'replays'>): () => string {
  let counter = 0;
  return () => {
    counter += 1;
    if (counter > 0xfff) throw new Error('one item is followed by thousands of others');
    const hash = createHash('sha256').update(JSON.stringify([id, replays, counter])).digest();
    hash.writeUInt8((hash.readUInt8(0) & 0x3f) | 0x80, 0);
    const rest = hash.toString('hex');
    return `${id.slice(0, 13)}-7${counter.toString(16).padStart(3, '0')}-${rest.slice(0, 4)}-${rest.slice(4, 16)}`;
  };
}
