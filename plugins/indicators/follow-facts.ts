import type { EventPayload } from '#services/kernel/registry.ts';
import { countDossiers } from './count-dossiers.ts';
import type { IndicatorsCtx } from './indicators-ctx.ts';
import { complaintFacts, renewalFacts } from './indicators.store.ts';

/** It counts on the day on which it came in, also when its judgement was heard of first. Of somebody without a dossier nobody knows the ground. */
export async function followComplaint(ctx: IndicatorsCtx, { complaint, dossier, tone, at }: EventPayload<'complaints.filed'>): Promise<void> {
  if (dossier === null) return;
  await ctx.work(async (work) => {
    if (!await work.insertIfNew(complaintFacts, { complaint, dossier, filedAt: at, tone, tonedAt: at })) await work.update(complaintFacts, { complaint }, { filedAt: at });
    await countDossiers(work, [dossier], work.at);
  });
}

/** The latest judgement counts, in whatever order they are heard of. */
export async function followJudgement(ctx: IndicatorsCtx, { complaint, dossier, tone, at }: EventPayload<'complaints.judged'>): Promise<void> {
  if (dossier === null) return;
  await ctx.work(async (work) => {
    if (!await work.insertIfNew(complaintFacts, { complaint, dossier, tone, tonedAt: at })) await work.update(complaintFacts, { complaint, tonedAt: { lte: at } }, { tone, tonedAt: at });
    await countDossiers(work, [dossier], work.at);
  });
}

/** Also of a card without a dossier: that the counter is heard of at all is what K7 needs. */
export async function followCounter(ctx: IndicatorsCtx, { renewal, dossier, at }: EventPayload<'invitation.renewedAtCounter'>): Promise<void> {
  await ctx.work(async (work) => {
    await work.insertIfNew(renewalFacts, { renewal, dossier, at });
    if (dossier !== null) await countDossiers(work, [dossier], work.at);
  });
}
