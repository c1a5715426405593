import { handle } from '#services/kernel/plugin.ts';
import { demandMove } from '#services/journey/move-dossier.ts';
import { delivery } from './delivery.contract.ts';
import { handovers } from './delivery.store.ts';
import { deliverer, demandDeliverer } from './demand-deliverer.ts';
import { needsNewCode } from './register-code.ts';
import { demandOrder } from './take-up-order.ts';
import { viewDelivery } from './view-delivery.ts';

/**
 * Opens the session with the device. In the middle of a hand-over it opens a new session and goes on where the last one stopped: a tablet
 * may be restarted, or changed, at the door. So it does for an active card whose code BiZa could not read: it is given another one.
 */
export const startVisit = handle(delivery, 'startVisit', async (ctx, { dossier: id, device, employee }) => {
  const { dossier, delivery: planned, card, handover, holder } = await demandOrder(ctx, id);
  const goesOn = dossier.state === 'handing-over' || needsNewCode(dossier.state, handover);
  if (!goesOn) demandMove(dossier, 'start-delivery');
  const person = deliverer(ctx.caller, employee);
  demandDeliverer(person, planned.by, holder);
  if (employee !== undefined) await ctx.call('bpost-delivery.demandCertified', { employee });

  // The same person on the same device gets the same session back.
  const { visit } = await ctx.call('device-bridge.openVisit', { dossier: id, device, purpose: 'delivery', person, ...(card && { newCard: card.personal.cardNumber }) });

  return ctx.answer(async (work) => {
    const open = goesOn || handover?.endedAt === null ? handover : undefined;
    if (open && open.visit !== visit) await work.update(handovers, { id: open.id }, {
      visit, device, ...person, endedAt: null, relayedAt: null, ...(open.code === 'requested' && { code: 'none' }), ...(open.activation === 'active' && { activation: 'none' }),
      // The card may have run it in the session before, and nobody hears of that now: BiZa makes another one.
      ...(open.activation === 'relaying' && { activation: 'failed', script: null }),
    });
    if (!open) {
      await work.insert(handovers, {
        id: work.newId(), dossier: id, number: (handover?.number ?? 0) + 1, visit, device, ...person, startedAt: work.at,
        // An old card that was taken in at an earlier attempt stays taken in.
        oldCard: handover?.oldCard ?? 'not-yet', code: 'none', activation: 'none',
      });
    }
    return viewDelivery(work, id);
  });
});
