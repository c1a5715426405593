import type { Tables } from '#services/kernel/tables.ts';
import { headOf } from './claim-lanes.ts';
import { items, lanes, never } from './outbox.store.ts';

/** Effects of these names; all items of every kind when left out. */
export type Held = readonly string[] | undefined;

const most = 200;
const first = '0';

/**
 * Wakes lanes whose head waits for a switch that is off no longer, so many items at a time. Says after which item to go on, or nothing when
 * that was the last. Lanes that stand still for another reason, or that have a time of their own, are left alone.
 */
export async function wakeSome(tables: Tables, held: Held, after = first): Promise<string | undefined> {
  const waiting = await tables.find(items, { state: 'waiting', id: { gt: after }, ...(held && { kind: 'effect', name: { in: held } }) }, { by: [['id', 'asc']], limit: most });
  // In the order of their names, as who puts something in them does: no two transactions wait for each other crosswise.
  for (const lane of [...new Set(waiting.map((item) => item.lane))].toSorted()) await wakeLane(tables, lane, held);
  return waiting.length < most ? undefined : waiting.at(-1)?.id;
}

async function wakeLane(tables: Tables, lane: string, held: Held): Promise<void> {
  // Takes the row's lock: a worker that saw the switch off has put the lane to rest before this, or looks at the switch after it.
  await tables.update(lanes, { lane }, { lane });
  const head = await headOf(tables, lane);
  if (head && (!held || (head.kind === 'effect' && held.includes(head.name)))) await tables.update(lanes, { lane, dueAt: never }, { dueAt: 0 });
}
