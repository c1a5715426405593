import { covers } from '#services/kernel/caller.ts';
import type { Ctx } from '#services/kernel/context.ts';
import { failures } from '#services/kernel/failure.ts';

const ofColleagues = 'indicators:colleagues';

export const staffFailures = failures('indicators', {
  'of-a-colleague': { status: 403, retry: 'never', title: 'The figures of one official are for that official and for the head of the service.' },
});

/** Whose figures are shown to who asks: one's own, or those of every official (decision 64). */
export function mayKnow({ caller: { kind, actor, scopes } }: Pick<Ctx, 'caller'>): (official: string) => boolean {
  const everybody = covers(scopes, ofColleagues);
  return (official) => everybody || (kind === 'official' && actor === `official:${official}`);
}

/** @throws indicators.of-a-colleague */
export function demandMayKnow(ctx: Pick<Ctx, 'caller'>, official: string | undefined): void {
  if (official === undefined || mayKnow(ctx)(official)) return;
  throw staffFailures['of-a-colleague']({ issues: [{ in: 'query', name: 'official', detail: `scope '${ofColleagues}' is needed for anybody but oneself` }] });
}
