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
import { agreementFor } from './find-agreement.ts';

export type Moment = z.output<typeof moment>;

/** The citizen as the CRM knows him or her: where bpost has to go. */
export async function receiverOf(ctx: Ctx<typeof bpostDelivery>, dossier: string): Promise<Citizen> {
  const insz = await inszOf(ctx.store, (await dossierOf(ctx.store, dossier)).person);
  const { citizen } = await ctx.ports.crm.citizen({ insz });
  if (!citizen) throw bpostDeliveryFailures['unknown-citizen']();
  return citizen;
}

/**
 * Moments that bpost offers where this citizen lives: under an agreement that holds today and on the day itself, not sooner than its
 * lead time and not before `notBefore`.
 * @throws bpost-delivery.no-agreement
 */
export async function askMoments(ctx: Ctx<typeof bpostDelivery>, postcode: string, notBefore: string): Promise<Moment[]> {
  const { agreements, horizonDays } = ctx.config;
  const agreement = agreementFor(agreements, postcode, ctx.today());
  if (!agreement) throw bpostDeliveryFailures['no-agreement']();
  const soonest = addDays(ctx.today(), agreement.leadDays);
  const from = soonest > notBefore ? soonest : notBefore;
  const until = addDays(from, horizonDays);
  const { moments } = await ctx.ports.bpost.moments({ postcode, from, until });
  return moments.filter(({ start }) => dayOf(start) >= from && agreementFor(agreements, postcode, dayOf(start)) !== undefined);
}
