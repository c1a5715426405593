import { deliveryFailures } from './delivery.failures.ts';
import type { Handover } from './delivery.store.ts';

/** @throws delivery.no-visit */
export function openHandover(handover: Handover | undefined): Handover {
  if (!handover || handover.endedAt !== null) throw deliveryFailures['no-visit']();
  return handover;
}
