import { handle } from '#services/kernel/plugin.ts';
import { dossierOf } from '#services/journey/move-dossier.ts';
import { deviceBridge } from './device-bridge.contract.ts';
import { deviceBridgeFailures } from './device-bridge.failures.ts';
import { visits } from './device-bridge.store.ts';
import { demandStillAuthorised, usableVisit } from './use-visit.ts';

const parts = ['certificates', 'identity', 'address', 'photo'] as const;

/**
 * What the card in the reader says. Nothing of it stays here. A card that is not one of this dossier tells nothing: it may be another person's, and whoever
 * stands at the door has no business with that.
 */
export const readIdentity = handle(deviceBridge, 'readIdentity', async (ctx, { visit: id }) => {
  const visit = await usableVisit(ctx, id);
  const { device, dossier, newCard } = visit;
  await demandStillAuthorised(ctx, visit);
  const { personal } = await dossierOf(ctx.store, dossier);
  const read = await ctx.ports.devices.readCard({ device, visit: id });
  const card = read.cardNumber === personal.cardNumber ? 'renewed' as const : 'new' as const;
  if (card === 'new' && read.cardNumber !== newCard?.cardNumber) throw deviceBridgeFailures['other-card']();
  await ctx.work(async (work) => {
    await work.update(visits, { id }, { cardRead: card, cardReadAt: work.at });
    await work.emit('cardRead', { visit: id, dossier, card });
  });
  const vouchedFor = { certificates: true, identity: true, address: read.address !== null, photo: read.photo !== null };
  return { ...read, card, verified: parts.filter((part) => vouchedFor[part]) };
});
