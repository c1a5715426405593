import { handle } from '#services/kernel/plugin.ts';
import type { CommandCtx } from '#services/kernel/context.ts';
import { demandMove, moveDossier } from '#services/journey/move-dossier.ts';
import type { Dossier } from '#services/journey/dossier.store.ts';
import { findPerson } from '#services/journey/people.ts';
import { delivery } from './delivery.contract.ts';
import { deliveryFailures } from './delivery.failures.ts';
import { demandStillCertified } from './demand-still-certified.ts';
import { handovers } from './delivery.store.ts';
import { openHandover } from './open-handover.ts';
import { standingOf } from './load-standing.ts';
import { viewDelivery } from './view-delivery.ts';

/** The identity by the old card in the reader, or by another document that the deliverer has seen; the old card is taken in where there is one. */
export const identifyCitizen = handle(delivery, 'identify', async (ctx, { dossier: id, document, oldCard }) => {
  const { dossier, handover } = await standingOf(ctx.store, id);
  // A repeat after a reload.
  if (dossier.state === 'handing-over' && handover?.document) return viewDelivery(ctx.store, id);
  demandMove(dossier, 'start-delivery');
  const open = openHandover(handover);
  await demandStillCertified(ctx, open);
  if (document === 'card') {
    if (oldCard === 'missing') throw deliveryFailures['other-card']({ issues: [{ in: 'body', name: 'oldCard', detail: 'a card that was read is not missing' }] });
    await demandOldCard(ctx, dossier, open.visit);
  }
  return ctx.answer(async (work) => {
    await moveDossier(work, id, 'start-delivery', { reason: `identified-by-${document}` });
    await work.update(handovers, { id: open.id }, { document, oldCard: open.oldCard === 'taken-in' ? 'taken-in' : oldCard });
    return viewDelivery(work, id);
  });
});

/** The card in the reader must be the citizen's (by any national number that he or she ever had), still valid, and the one that this dossier renews. */
async function demandOldCard(ctx: CommandCtx<typeof delivery>, { person, personal }: Dossier, visit: string): Promise<void> {
  const read = await ctx.call('device-bridge.readIdentity', { visit });
  if (await findPerson(ctx.store, ctx.blindIndexes('insz', read.insz)) !== person) throw deliveryFailures['other-person']();
  if (read.validUntil < ctx.today()) throw deliveryFailures['card-expired']();
  if (read.cardNumber !== personal.cardNumber) throw deliveryFailures['other-card']();
}
