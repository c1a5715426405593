import { dayOf } from '#services/belgium/brussels-time.ts';
import type { Work } from '#services/kernel/context.ts';
import { handle, type Outcome } from '#services/kernel/plugin.ts';
import { moveDossier, moveIfAllowed } from '#services/journey/move-dossier.ts';
import { inszOf } from '#services/journey/people.ts';
import { delivery } from './delivery.contract.ts';
import { deliveries, type Delivery } from './delivery.store.ts';
import { demandOrder } from './take-up-order.ts';
import { viewDelivery } from './view-delivery.ts';

/** The first closing is the official's; then the renewal closes at BiZa and in the eID tool, and the CRM is told. */
export const closeProcedure = handle(delivery, 'close', async (ctx, { dossier: id }) => {
  const { dossier, card, handover } = await demandOrder(ctx, id);
  const closing = await ctx.work(async (work) => {
    await moveDossier(work, id, 'close-procedure');
    const lane = { lane: id, dossier: id };
    const closedOn = dayOf(work.at);
    const deliveredBy = handover?.holder === 'bpost-employee' ? 'bpost' as const : 'official' as const;
    await work.dispatch('biza.closeRenewal', { dossier: id, order: card.order, closedOn }, lane);
    const eidTool = await work.dispatch('eid-tool.closeRenewal', {
      dossier: id, cardNumber: dossier.personal.cardNumber, newCardNumber: card.personal.cardNumber, closedOn, deliveredBy,
    }, lane);
    await work.dispatch('crm.closeProcedure', { insz: await inszOf(work, dossier.person), dossier: id, closedOn, outcome: `delivered-by-${deliveredBy}` }, lane);
    return eidTool;
  });
  // BiZa goes before the eID tool in the lane, so this one is the last to wait for.
  await ctx.settled(closing, { withinMs: ctx.config.waitSeconds * 1000 });
  return viewDelivery(ctx.store, id);
});

type Closing = 'bizaClosedAt' | 'eidToolClosedAt' | 'crmClosedAt';

/** Closed when BiZa and the eID tool have closed, whichever is the last. The CRM is told, but nothing waits for it. */
async function noteClosing(work: Work<typeof delivery>, dossier: string, what: Closing): Promise<void> {
  const changes: Partial<Delivery> = { [what]: work.at };
  await work.update(deliveries, { dossier }, changes);
  const closing = await work.first(deliveries, { dossier });
  if (!closing || closing.bizaClosedAt === null || closing.eidToolClosedAt === null) return;
  if (await moveIfAllowed(work, dossier, 'close')) await work.emit('closed', { dossier, by: closing.by ?? 'official' });
}

export const bizaClosed: Outcome<typeof delivery, 'biza.closeRenewal'> = { done: (work, { input: { dossier } }) => noteClosing(work, dossier, 'bizaClosedAt') };
export const eidToolClosed: Outcome<typeof delivery, 'eid-tool.closeRenewal'> = { done: (work, { input: { dossier } }) => noteClosing(work, dossier, 'eidToolClosedAt') };
export const crmClosed: Outcome<typeof delivery, 'crm.closeProcedure'> = { done: (work, { input: { dossier } }) => noteClosing(work, dossier, 'crmClosedAt') };
