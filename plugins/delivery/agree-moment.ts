import type { CommandCtx } from '#services/kernel/context.ts';
import type { Deliverer } from '#services/journey/ground.ts';
import type { delivery } from './delivery.contract.ts';
import { deliveryFailures } from './delivery.failures.ts';
import type { Moment } from './find-moments.ts';

type DeliveryCtx = CommandCtx<typeof delivery>;

/** Makes the moment certain with whoever delivers. Repeating it changes nothing. */
export function agreeMoment(ctx: DeliveryCtx, dossier: string, by: Deliverer, start: number): Promise<Moment> {
  return by === 'bpost' ? agreeWithBpost(ctx, dossier, start) : agreeWithOfficial(ctx, dossier, start);
}

async function agreeWithOfficial(ctx: DeliveryCtx, dossier: string, start: number): Promise<Moment> {
  const standing = await confirmedVisit(ctx, dossier);
  if (standing?.start === start) return standing;
  if (standing) return ctx.call('appointments.move', { dossier, purpose: 'delivery', start });
  const { appointment } = await ctx.call('appointments.hold', { dossier, purpose: 'delivery', start });
  return ctx.call('appointments.confirm', { appointment });
}

async function agreeWithBpost(ctx: DeliveryCtx, dossier: string, start: number): Promise<Moment> {
  const { state, moment } = await ctx.call('bpost-delivery.arrange', { dossier, start });
  if (state !== 'arranging' && state !== 'announced') throw deliveryFailures['bpost-refused']();
  return moment;
}

/** The official's visit for the delivery, if one stands and can still take place. */
export async function confirmedVisit(ctx: DeliveryCtx, dossier: string): Promise<Moment | undefined> {
  const { appointments } = await ctx.call('appointments.ofDossier', { dossier });
  return appointments.find(({ purpose, state, end }) => purpose === 'delivery' && state === 'confirmed' && end > ctx.now());
}

/** Gives the moment free with whoever was to deliver. Repeating it changes nothing. */
export async function giveMomentFree(ctx: DeliveryCtx, dossier: string, by: Deliverer, reason: string): Promise<void> {
  if (by === 'bpost') await ctx.call('bpost-delivery.cancel', { dossier, reason });
  else await ctx.call('appointments.cancel', { dossier, purpose: 'delivery', reason });
}
