import { column, defineTable } from '#services/kernel/table.ts';
import type { Tables } from '#services/kernel/tables.ts';
import type { ItemKind, ItemState } from './outbox.store.ts';
import { isRestored, restoredTrace } from './restored-trace.ts';

/** The outbox, seen without opening anything. */
const marks = defineTable('outbox_items', {
  id: column.id(), kind: column.text<ItemKind>(10), state: column.text<ItemState>(10), begun: column.flag(), traceId: column.text(64),
}, { key: ['id'] });

/**
 * What is still to be done may have been done after the backup was made: an attempt was begun whose end nobody knows. From here on the worker does
 * what it does after a crash: it repeats `keyed` effects with their key, looks before it repeats, and leaves to a person what can do neither.
 */
export async function markRestored(tables: Tables): Promise<void> {
  for (const { id, kind, traceId } of await tables.find(marks, { state: { in: ['waiting', 'failed'] } })) {
    // Also of what an earlier restore has marked: a person may have had it tried again since, and it may have gone out after this backup.
    await tables.update(marks, { id }, { traceId: isRestored(traceId) ? traceId : restoredTrace(traceId), begun: kind === 'effect' });
  }
}
