import type { Work } from '#services/kernel/context.ts';
import { history } from '#services/journey/dossier.store.ts';
import type { bpostDelivery } from './bpost-delivery.contract.ts';
import { agreements, inFigures, leadTimes, type Arrangement } from './bpost-delivery.store.ts';
import { isWithBpost } from './load-arrangement.ts';
import { leadTimeOf } from './measure-lead-time.ts';

/** The card became the citizen's while bpost held it: how long that took is written down once, with what was promised then. The report never reads the dossiers. */
export async function noteLeadTime(work: Work<typeof bpostDelivery>, { dossier, agreement, region, handedToBpostAt, custody }: Arrangement): Promise<void> {
  if (handedToBpostAt === null || (!isWithBpost({ custody }) && custody !== 'citizen')) return;
  const took = leadTimeOf(await work.find(history, { dossier }, { by: [['sequence', 'asc']] }), handedToBpostAt);
  if (!took) return;
  const promisedDays = agreement === null ? null : (await work.first(agreements, { id: agreement }))?.promisedDays ?? null;
  const { deliveredOn, ownDays } = took;
  await work.insertIfNew(leadTimes, {
    dossier, agreement, region: region ?? '', deliveredOn, totalDays: inFigures(took.totalDays), productionDays: inFigures(took.productionDays), ownDays: inFigures(ownDays), withBpostDays: inFigures(took.withBpostDays),
    promisedDays, withinPromise: promisedDays === null ? null : ownDays <= promisedDays,
  });
}
