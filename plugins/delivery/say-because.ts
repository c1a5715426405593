import type { Ctx } from '#services/kernel/context.ts';
import { isFailure, type FailureLike } from '#services/kernel/failure.ts';
import type { delivery } from './delivery.contract.ts';
import { becauseOf, type Because, type Choice, type Coverage } from './judge-deliverer.ts';

type DeliveryCtx = Ctx<typeof delivery>;

/**
 * Why this deliverer, as the agreements and the calendar stand now. Nobody's plan fails for want of a reason: where one side does not answer, none is kept.
 */
export async function sayBecause(ctx: DeliveryCtx, dossier: string, choice: Choice, notBefore: string): Promise<Because | null> {
  try {
    const coverage = choice.by === 'official' ? await coverageOf(ctx, dossier, notBefore) : { why: null, soonest: null };
    return becauseOf(choice, coverage, choice.by === 'bpost' ? await officialFirst(ctx, dossier, notBefore) : undefined);
  } catch (error) {
    if (!isFailure(error)) throw error;
    return null;
  }
}

async function coverageOf(ctx: DeliveryCtx, dossier: string, notBefore: string): Promise<Coverage> {
  if (!ctx.config.bpost) return { why: 'not-by-bpost', soonest: null };
  try {
    return await ctx.call('bpost-delivery.coverage', { dossier, notBefore });
  } catch (error) {
    if (!isFailure(error, 'caller.plugin-disabled')) throw error;
    return { why: 'not-by-bpost', soonest: null };
  }
}

async function officialFirst(ctx: DeliveryCtx, dossier: string, notBefore: string): Promise<number | undefined> {
  return (await ctx.call('appointments.offer', { dossier, purpose: 'delivery', from: notBefore })).slots[0]?.start;
}

const whys: Readonly<Record<string, Coverage['why']>> = {
  'bpost-delivery.no-agreement': 'no-agreement', 'bpost-delivery.capacity-used-up': 'capacity-used-up', 'delivery.not-by-bpost': 'not-by-bpost', 'caller.plugin-disabled': 'not-by-bpost',
};

/** Why bpost offers nothing, in the words of an assignment; undefined when it only does not answer. */
export function whyNotByBpost({ type }: FailureLike): Coverage['why'] | undefined {
  return whys[type];
}
