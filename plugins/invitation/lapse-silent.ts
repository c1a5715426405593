import { addDays } from '#services/belgium/day.ts';
import type { CommandCtx } from '#services/kernel/context.ts';
import { dossiers } from '#services/journey/dossier.store.ts';
import { dossierView } from '#services/journey/journey.contract.ts';
import { specOf } from '#services/journey/journey.states.ts';
import { dossierOf, moveIfAllowed } from '#services/journey/move-dossier.ts';
import type { invitation } from './invitation.contract.ts';
import { isSilentTooLong } from './judge-silence.ts';
import { readInPages } from './read-in-pages.ts';

const mayLapse = dossierView.shape.state.options.filter((state) => 'lapse' in specOf(state).on);

/** Who let the card expire and did not react for long does not wait for us any more. Gives how many lapsed now. */
export async function lapseSilent(ctx: CommandCtx<typeof invitation>, today: string): Promise<number> {
  const days = ctx.config.lapseAfterExpiryDays;
  let lapsed = 0;
  for await (const page of readInPages(ctx.store, dossiers, { state: { in: mayLapse }, expiresOn: { lt: addDays(today, -days) } }, 'id')) {
    for (const { id } of page) {
      const gone = await ctx.work(async (work) => isSilentTooLong(await dossierOf(work, id), today, days) && moveIfAllowed(work, id, 'lapse', { reason: 'no-reaction' }));
      if (gone) lapsed += 1;
    }
  }
  return lapsed;
}
