import type { Ctx } from '#services/kernel/context.ts';
import { dossierOf } from '#services/journey/move-dossier.ts';
import type { deviceBridge } from './device-bridge.contract.ts';
import { deviceBridgeFailures } from './device-bridge.failures.ts';
import type { Visit } from './device-bridge.store.ts';

export type Meant = 'renewed' | 'new';

/**
 * The one card of the dossier that something is done with, as the device is told it: with any other in its reader it does nothing.
 * @throws device-bridge.no-new-card
 */
export async function meantCard({ store }: Pick<Ctx<typeof deviceBridge>, 'store'>, { dossier, newCard }: Pick<Visit, 'dossier' | 'newCard'>, meant: Meant): Promise<{ readonly cardNumber: string }> {
  if (meant === 'renewed') return { cardNumber: (await dossierOf(store, dossier)).personal.cardNumber };
  if (!newCard) throw deviceBridgeFailures['no-new-card']();
  return newCard;
}
