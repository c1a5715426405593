import type { Ctx } from '#services/kernel/context.ts';
import type { Dossier } from '#services/journey/dossier.store.ts';
import type { State } from '#services/journey/journey.states.ts';
import type { Purpose } from '#plugins/appointments/appointments.contract.ts';
import type { request } from './request.contract.ts';
import { requestFailures } from './request.failures.ts';

type RequestCtx = Ctx<typeof request>;
type Where = Pick<Dossier, 'id' | 'state'>;

/** Where a moment for the delivery stands; in other states the last one was missed or fell away. */
const deliveryStands: readonly State[] = ['delivery-planned', 'card-ready', 'with-bpost'];

/** When the deliverer comes, official or bpost. */
export async function deliveryStart(ctx: RequestCtx, { id, state }: Where): Promise<number | null> {
  return deliveryStands.includes(state) ? (await ctx.call('delivery.show', { dossier: id })).start : null;
}

/** A citizen may change a visit until some hours before; an official on the telephone always may. */
export function isInTime(ctx: RequestCtx, start: number | null): boolean {
  return ctx.caller.kind !== 'citizen' || start === null || start - ctx.now() >= ctx.config.changeUntilHours * 3_600_000;
}

/** @throws request.too-late-to-change */
export async function demandInTime(ctx: RequestCtx, dossier: Where, purpose: Purpose): Promise<void> {
  if (ctx.caller.kind !== 'citizen') return;
  const start = purpose === 'delivery' ? await deliveryStart(ctx, dossier) : await firstVisitStart(ctx, dossier);
  if (!isInTime(ctx, start)) throw requestFailures['too-late-to-change']();
}

async function firstVisitStart(ctx: RequestCtx, { id }: Where): Promise<number | null> {
  const { appointments } = await ctx.call('appointments.ofDossier', { dossier: id });
  return appointments.find(({ purpose, state }) => purpose === 'capture' && state === 'confirmed')?.start ?? null;
}
