import { addDays, daysFrom } from '#services/belgium/day.ts';
import { isWorkingDay } from '#services/belgium/public-holidays.ts';
import { handle } from '#services/kernel/plugin.ts';
import { receiverOf, soonestDay } from './ask-moments.ts';
import { bpostDelivery } from './bpost-delivery.contract.ts';
import { agreementFor } from './find-agreement.ts';
import { agreementsOf } from './load-agreements.ts';
import { isLive, latestArrangement } from './load-arrangement.ts';
import { hasRoom, takenIn } from './measure-capacity.ts';

/** What the agreements say of one delivery, before bpost is asked for a moment. */
export const coverDossier = handle(bpostDelivery, 'coverage', async (ctx, { dossier, notBefore }) => {
  const { address: { postcode } } = await receiverOf(ctx, dossier);
  const agreements = await agreementsOf(ctx.store, ctx.config.agreements);
  const agreement = agreementFor(agreements, postcode, ctx.today());
  if (!agreement) return { covered: false, why: 'no-agreement' as const, region: null, soonest: null };

  const standing = await latestArrangement(ctx.store, dossier);
  const from = soonestDay(agreement, ctx.today(), notBefore);
  const until = addDays(from, ctx.config.horizonDays);
  const taken = await takenIn(ctx.store, agreement, from, until, standing && isLive(standing) ? standing.reference : undefined);
  // bpost delivers on no other day: room that is left there is none.
  const days = [...daysFrom(from, until)].filter((day) => isWorkingDay(day) && agreementFor(agreements, postcode, day)?.agreement === agreement.agreement);
  const soonest = days.find((day) => hasRoom(agreement, taken, day));
  if (soonest === undefined) return { covered: false, why: days.length === 0 ? 'no-agreement' as const : 'capacity-used-up' as const, region: agreement.region, soonest: null };
  return { covered: true, why: null, region: agreement.region, soonest };
});
