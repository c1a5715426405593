import { dayOf, instantOf } from '#services/belgium/brussels-time.ts';
import { addDays } from '#services/belgium/day.ts';
import type { Order } from './biza-world.ts';

type Standing = NonNullable<Order['settled']>;

/**
 * Where a card stands, by business time alone: made from the day after the order, on its way on the day before it is expected, at the
 * municipality on the day itself. Unless something put an end to that course.
 */
export function statusOf({ orderedAt, shipsOn, expectedOn, settled }: Order, today: string): Standing {
  if (settled) return settled;
  const madeFrom = addDays(dayOf(orderedAt), 1);
  if (today >= expectedOn) return { status: 'at-municipality', since: Math.max(orderedAt, instantOf(expectedOn, '00:00')) };
  if (today >= shipsOn) return { status: 'shipped', since: Math.max(orderedAt, instantOf(shipsOn, '00:00')) };
  if (today >= madeFrom) return { status: 'in-production', since: instantOf(madeFrom, '00:00') };
  return { status: 'ordered', since: orderedAt };
}

/** A card that will never be handed over: another one may be ordered for the same dossier. */
export function isGone(order: Order, today: string): boolean {
  return ['lost', 'destroyed'].includes(statusOf(order, today).status);
}

/** The same order, expected on another day. What has been shipped stays shipped. */
export function expectedAnew(order: Order, expectedOn: string, today: string): Order {
  const isOnItsWay = statusOf(order, today).status === 'shipped';
  const shippedOn = order.shipsOn < today ? order.shipsOn : today;
  return { ...order, expectedOn, shipsOn: isOnItsWay ? shippedOn : addDays(expectedOn, -1), settled: null };
}
