import { addDays } from '#services/belgium/day.ts';
import type { CommandCtx } from '#services/kernel/context.ts';
import { dossiers } from '#services/journey/dossier.store.ts';
import { journey, type State } from '#services/journey/journey.states.ts';
import { moveIfAllowed } from '#services/journey/move-dossier.ts';
import type { invitation } from './invitation.contract.ts';

const mayLapse = (Object.keys(journey.states) as State[]).filter((state) => 'lapse' in journey.states[state].on);

/** Who let the card expire and did not react for long does not wait for us any more. Gives how many lapsed now. */
export async function lapseSilent(ctx: CommandCtx<typeof invitation>, date: string): Promise<number> {
  const limit = addDays(date, -ctx.config.lapseAfterExpiryDays);
  const silent = await ctx.store.find(dossiers, { state: { in: mayLapse }, expiresOn: { lt: limit } });
  let lapsed = 0;
  for (const { id } of silent) {
    if (await ctx.work((work) => moveIfAllowed(work, id, 'lapse', { reason: 'no-reaction' }))) lapsed += 1;
  }
  return lapsed;
}
