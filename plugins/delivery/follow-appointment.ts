import type { CommandCtx } from '#services/kernel/context.ts';
import { dayOf } from '#services/belgium/brussels-time.ts';
import { allows } from '#services/journey/move-dossier.ts';
import type { EventPayload } from '#services/kernel/registry.ts';
import { confirmedVisit } from './agree-moment.ts';
import type { delivery } from './delivery.contract.ts';
import { deliveries } from './delivery.store.ts';
import { firstPossibleDay } from './judge-card.ts';
import { standingOf } from './load-standing.ts';
import { recordPlanIfPossible } from './record-plan.ts';

/**
 * Someone moved or cancelled the official's visit in the calendar itself: the delivery follows. It looks at how the calendar stands now, for
 * the event may be an old one. Listens to `appointments.moved` and `appointments.cancelled`.
 */
export async function followAppointment(
  ctx: CommandCtx<typeof delivery>, { dossier: id, purpose }: Pick<EventPayload<'appointments.moved'>, 'dossier' | 'purpose'>,
): Promise<void> {
  if (purpose !== 'delivery') return;
  const { dossier, delivery: planned, card } = await standingOf(ctx.store, id);
  if (!card || planned?.by !== 'official' || !allows(dossier, 'plan-delivery')) return;
  const visit = await confirmedVisit(ctx, id);
  if (visit?.start === planned.start) return;

  if (!visit) await ctx.work((work) => work.update(deliveries, { dossier: id, by: 'official' }, { start: null, end: null }));
  else if (visit.start > ctx.now() && dayOf(visit.start) >= firstPossibleDay(card, ctx.today(), 0)) await ctx.work((work) => recordPlanIfPossible(work, id, 'official', visit));
}
