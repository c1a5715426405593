import type { Port } from '#services/kernel/port.ts';
import { takeInMessage } from '#services/host/take-in-message.ts';
import type { TestHouse } from './open-test-house.ts';

/** A message of an outside system reaches Gent, or another municipality, as its own sender would never send it: again, late, or out of order. */
export function deliverMessage({ house }: Pick<TestHouse, 'house'>, port: Port, message: string, id: string, payload: Readonly<Record<string, unknown>>, municipality = 'gent'): Promise<void> {
  return takeInMessage(house.engine, { municipality, port, message, id, payload });
}
