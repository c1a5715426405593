import type { Citizen } from '#connectors/crm/crm.port.ts';
import { dayOf } from '#services/belgium/brussels-time.ts';
import type { Dispatched, Work } from '#services/kernel/context.ts';
import { handle } from '#services/kernel/plugin.ts';
import { askMoments, receiverOf, type OfferedMoment } from './ask-moments.ts';
import { bpostDelivery } from './bpost-delivery.contract.ts';
import { bpostDeliveryFailures } from './bpost-delivery.failures.ts';
import { arrangements, type Arrangement } from './bpost-delivery.store.ts';
import { arrangementOf, isLive, isWithBpost, latestArrangement, viewOf } from './load-arrangement.ts';
import { takeCapacity } from './measure-capacity.ts';

/**
 * Announces a delivery to bpost, or moves the one that stands. The person who plans waits a little for bpost's answer; when it takes
 * longer the view says `arranging`, and bpost's refusal comes as an event.
 */
export const arrangeDelivery = handle(bpostDelivery, 'arrange', async (ctx, { dossier, start }) => {
  const before = await latestArrangement(ctx.store, dossier);
  if (before && isLive(before) && before.start === start) return viewOf(ctx, ctx.store, before);
  if (before && !isLive(before) && isWithBpost(before)) throw bpostDeliveryFailures['card-on-its-way-back']();

  const receiver = await receiverOf(ctx, dossier);
  const offered = await askMoments(ctx, receiver.address.postcode, dayOf(start), before && isLive(before) ? before.reference : undefined);
  const moment = offered.find((candidate) => candidate.start === start);
  if (!moment) throw bpostDeliveryFailures['moment-not-offered']({ issues: [{ in: 'body', name: 'start', detail: 'choose one of the moments offered' }] });

  const asked = await ctx.work((work) => before && isLive(before) ? changeMoment(work, before, moment) : announce(work, dossier, (before?.round ?? 0) + 1, receiver, moment));
  await ctx.settled(asked, { withinMs: ctx.config.waitSeconds * 1000 });
  return viewOf(ctx, ctx.store, await arrangementOf(ctx.store, dossier));
});

type BpostWork = Work<typeof bpostDelivery>;

async function announce(work: BpostWork, dossier: string, round: number, citizen: Citizen, { agreement, ...moment }: OfferedMoment): Promise<Dispatched<unknown>> {
  const reference = work.newId();
  await takeCapacity(work, agreement, moment.start, work.at);
  const isFirst = await work.insertIfNew(arrangements, { reference, dossier, round, state: 'arranging', ...moment, ...under(agreement), momentSetAt: work.at, custody: 'municipality' });
  if (!isFirst) throw bpostDeliveryFailures['changed-meanwhile']();
  const receiver = {
    // The lengths that bpost takes.
    name: `${citizen.firstName} ${citizen.lastName}`.slice(0, 40), address: citizen.address, mobile: citizen.mobile,
    email: citizen.email !== null && citizen.email.length <= 50 ? citizen.email : null, language: citizen.language,
  };
  return work.dispatch('bpost.announceDelivery', { reference, receiver, moment }, laneOf(reference, dossier));
}

async function changeMoment(work: BpostWork, { reference, dossier, start, state }: Arrangement, { agreement, ...moment }: OfferedMoment): Promise<Dispatched<unknown>> {
  await takeCapacity(work, agreement, moment.start, work.at, reference);
  const changed = await work.update(arrangements, { reference, start, state }, { ...moment, ...under(agreement), momentSetAt: work.at });
  if (changed === 0) throw bpostDeliveryFailures['changed-meanwhile']();
  return work.dispatch('bpost.changeMoment', { reference, moment }, laneOf(reference, dossier));
}

function under({ agreement, region }: OfferedMoment['agreement']) {
  return { agreement, region };
}

/** What bpost refuses for one arrangement never holds up BiZa, nor the next arrangement. */
export function laneOf(reference: string, dossier: string) {
  return { lane: `bpost:${reference}`, dossier };
}
