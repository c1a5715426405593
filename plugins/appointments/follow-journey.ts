import type { CommandCtx } from '#services/kernel/context.ts';
import { isFinal } from '#services/journey/journey-table.ts';
import { journey, type State } from '#services/journey/journey.states.ts';
import { dossierOf } from '#services/journey/move-dossier.ts';
import type { appointments } from './appointments.contract.ts';
import { endVisit, giveFree } from './end-visit.ts';
import { standingVisit } from './find-visit.ts';

type Ctx = CommandCtx<typeof appointments>;
interface Moved { readonly dossier: string; readonly state: State }

/** When the journey ends, or goes on without its first visit, nothing stays in the calendars. */
export async function followJourney(ctx: Ctx, moved: Moved): Promise<void> {
  if (isFinal(journey, moved.state)) await emptyCalendars(ctx, moved);
  else if (moved.state === 'visit-missed' || moved.state === 'moment-lost') await dropFirstVisit(ctx, moved);
}

async function emptyCalendars(ctx: Ctx, { dossier, state }: Moved): Promise<void> {
  await ctx.work(async (work) => {
    for (const purpose of ['capture', 'delivery'] as const) {
      const visit = await standingVisit(work, dossier, purpose);
      if (!visit) continue;
      if (state === 'closed' && visit.state === 'confirmed') await endVisit(work, visit, 'kept', null);
      else await giveFree(work, visit, `dossier-${state}`);
    }
  });
}

async function dropFirstVisit(ctx: Ctx, { dossier, state }: Moved): Promise<void> {
  await ctx.work(async (work) => {
    // A late message: the citizen may have a new visit by now.
    if ((await dossierOf(work, dossier)).state !== state) return;
    const visit = await standingVisit(work, dossier, 'capture');
    if (visit?.state !== 'confirmed') return;
    if (state === 'visit-missed') await endVisit(work, visit, 'missed', 'missed');
    else await giveFree(work, visit, 'moment-lost');
  });
}
