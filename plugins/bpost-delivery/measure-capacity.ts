import { dayOf, instantOf } from '#services/belgium/brussels-time.ts';
import { addDays, weekdayOf, weekdays } from '#services/belgium/day.ts';
import type { Reader, Tables } from '#services/kernel/tables.ts';
import { bpostDeliveryFailures } from './bpost-delivery.failures.ts';
import { agreements, arrangements, type ArrangementState } from './bpost-delivery.store.ts';
import type { Agreement, Capacity } from './find-agreement.ts';

/** What bpost was asked for, may come for or came for. What it refused or was called off takes nothing. */
const taking: readonly ArrangementState[] = ['arranging', 'announced', 'ended'];

/** The first day of the span that capacity is agreed for: the day itself, or the Monday of its week. */
export function spanOf(day: string, per: Capacity['per']): string {
  return per === 'day' ? day : addDays(day, -weekdays.indexOf(weekdayOf(day)));
}

/** How many deliveries of an agreement stand in each span, by its first day. `except`: a delivery that is to move does not stand in its own way. */
export async function takenIn(reader: Reader, { agreement, capacity }: Agreement, from: string, until: string, except?: string): Promise<ReadonlyMap<string, number>> {
  const taken = new Map<string, number>();
  if (agreement === null || capacity === null) return taken;
  const { per } = capacity;
  const last = spanOf(until, per);
  const start = { gte: instantOf(spanOf(from, per), '00:00'), lt: instantOf(addDays(last, per === 'day' ? 1 : 7), '00:00') };
  // No more than the capacity of a few weeks.
  for (const standing of await reader.find(arrangements, { agreement, start, state: { in: taking }, ...(except !== undefined && { reference: { not: except } }) })) {
    const span = spanOf(dayOf(standing.start), per);
    taken.set(span, (taken.get(span) ?? 0) + 1);
  }
  return taken;
}

export function hasRoom({ capacity }: Agreement, taken: ReadonlyMap<string, number>, day: string): boolean {
  return capacity === null || (taken.get(spanOf(day, capacity.per)) ?? 0) < capacity.deliveries;
}

/**
 * Takes of an agreement within a unit of work: whoever else is taking of it waits until that is over, and counts ours. It was read before bpost was asked for
 * moments, and may have been withdrawn since.
 * @throws bpost-delivery.no-agreement, bpost-delivery.capacity-used-up
 */
export async function takeCapacity(work: Tables, agreement: Agreement, start: number, at: number, except?: string): Promise<void> {
  if (agreement.agreement === null) return;
  if (await work.update(agreements, { id: agreement.agreement, withdrawnOn: null }, { takenAt: at }) === 0) throw bpostDeliveryFailures['no-agreement']();
  const day = dayOf(start);
  if (!hasRoom(agreement, await takenIn(work, agreement, day, day, except), day)) throw bpostDeliveryFailures['capacity-used-up']();
}
