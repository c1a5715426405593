import type { z } from 'zod';
import type { moment } from '#connectors/bpost/bpost.port.ts';
import type { Citizen } from '#connectors/crm/crm.port.ts';
import { dayOf } from '#services/belgium/brussels-time.ts';
import { addDays } from '#services/belgium/day.ts';
import type { Ctx } from '#services/kernel/context.ts';
import { dossierOf } from '#services/journey/move-dossier.ts';
import { inszOf } from '#services/journey/people.ts';
import type { bpostDelivery } from './bpost-delivery.contract.ts';
import { bpostDeliveryFailures } from './bpost-delivery.failures.ts';
import { agreementFor, type Agreement } from './find-agreement.ts';
import { agreementsOf } from './load-agreements.ts';
import { hasRoom, takenIn } from './measure-capacity.ts';

export type Moment = z.output<typeof moment>;

/** The citizen as the CRM knows him or her: where bpost has to go. */
export async function receiverOf(ctx: Ctx<typeof bpostDelivery>, dossier: string): Promise<Citizen> {
  const insz = await inszOf(ctx.store, (await dossierOf(ctx.store, dossier)).person);
  const { citizen } = await ctx.ports.crm.citizen({ insz });
  if (!citizen) throw bpostDeliveryFailures['unknown-citizen']();
  return citizen;
}

export interface OfferedMoment extends Moment { readonly agreement: Agreement }

/**
 * Moments that bpost offers where this citizen lives: under an agreement that holds today and on the day itself, not sooner than its
 * lead time, not before `notBefore`, and only where its capacity is not used up. `except`: the delivery that is to move.
 * @throws bpost-delivery.no-agreement, bpost-delivery.capacity-used-up
 */
export async function askMoments(ctx: Ctx<typeof bpostDelivery>, postcode: string, notBefore: string, except?: string): Promise<OfferedMoment[]> {
  const agreements = await agreementsOf(ctx.store, ctx.config.agreements);
  const agreement = agreementFor(agreements, postcode, ctx.today());
  if (!agreement) throw bpostDeliveryFailures['no-agreement']();
  const from = soonestDay(agreement, ctx.today(), notBefore);
  const until = addDays(from, ctx.config.horizonDays);
  const { moments } = await ctx.ports.bpost.moments({ postcode, from, until });
  const covered = moments.flatMap((moment) => {
    const [day, under] = [dayOf(moment.start), agreementFor(agreements, postcode, dayOf(moment.start))];
    return day >= from && under ? [{ ...moment, agreement: under }] : [];
  });
  const free = await withRoom(ctx, covered, { from, until, except });
  if (covered.length > 0 && free.length === 0) throw bpostDeliveryFailures['capacity-used-up']();
  return free;
}

/** bpost brings nothing sooner than its lead time, nor before the card can be here. */
export function soonestDay({ leadDays }: Agreement, today: string, notBefore: string): string {
  const soonest = addDays(today, leadDays);
  return soonest > notBefore ? soonest : notBefore;
}

async function withRoom(ctx: Ctx<typeof bpostDelivery>, moments: readonly OfferedMoment[], { from, until, except }: { readonly from: string; readonly until: string; readonly except: string | undefined }): Promise<OfferedMoment[]> {
  const named = new Map(moments.map(({ agreement }) => [agreement.agreement, agreement]));
  const taken = new Map(await Promise.all([...named].map(async ([id, agreement]) => [id, await takenIn(ctx.store, agreement, from, until, except)] as const)));
  return moments.filter(({ agreement, start }) => hasRoom(agreement, taken.get(agreement.agreement) ?? new Map(), dayOf(start)));
}
