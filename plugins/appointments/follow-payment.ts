import type { CommandCtx, Work } from '#services/kernel/context.ts';
import type { Dossier } from '#services/journey/dossier.store.ts';
import { allows, dossierOf, moveIfAllowed } from '#services/journey/move-dossier.ts';
import type { appointments } from './appointments.contract.ts';
import { standing, visits, type Visit } from './appointments.store.ts';
import { makeCertain } from './confirm-visit.ts';
import { giveFree } from './end-visit.ts';
import { holdLonger } from './extend-hold.ts';
import { choosable } from './find-able-officials.ts';
import { latestVisit, standingVisit } from './find-visit.ts';
import { tryToTake } from './take-moment.ts';
import type { Settings } from './working-windows.ts';

type Ctx = CommandCtx<typeof appointments>;
/** A payment in the last second still finds its moment: the news of it may take so long. */
const graceMs = 15 * 60_000;

/** As long as a payment is open, its moment is held: also for a second try after one that failed. */
export async function holdForPayment(ctx: Ctx, { dossier, expiresAt }: { dossier: string; expiresAt: number }): Promise<void> {
  await ctx.work(async (work) => {
    const visit = await standingVisit(work, dossier, 'capture');
    if (visit?.state === 'held') await holdLonger(work, visit, expiresAt + graceMs);
  });
}

/** The fee is paid: the visit is certain. When its hold is gone, the same moment is taken again if it is free. */
export async function confirmPaid(ctx: Ctx, { dossier: id }: { dossier: string }): Promise<void> {
  await ctx.work(async (work) => {
    const dossier = await dossierOf(work, id);
    // Scheduled already, or gone: the payment's own rules give the money back.
    if (!allows(dossier, 'schedule')) return;
    const visit = await latestVisit(work, id, 'capture');
    const held = visit && await regain(work, ctx.config, visit, dossier);
    if (held) await makeCertain(work, held);
    else await moveIfAllowed(work, id, 'lose-moment', { reason: 'moment-taken' });
  });
}

/** Nobody paid: the moment is free again, unless the citizen has asked anew meanwhile. */
export async function freeUnpaid(ctx: Ctx, { dossier: id }: { dossier: string }): Promise<void> {
  await ctx.work(async (work) => {
    const dossier = await dossierOf(work, id);
    const visit = await standingVisit(work, id, 'capture');
    if (dossier.state !== 'payment-expired' || visit?.state !== 'held' || visit.heldAt > dossier.stateSince) return;
    await giveFree(work, visit, 'payment-expired');
  });
}

/** A moment that a person gave free, or that another one replaced, does not come back by itself. */
const lapsedByTime: readonly Visit['reason'][] = ['held-too-long', 'payment-expired'];

/** The visit, held: because it still is, or because its moment could be had again. */
async function regain(work: Work<typeof appointments>, settings: Settings, visit: Visit, { ground }: Dossier): Promise<Visit | undefined> {
  if (visit.state === 'held') return visit;
  if (visit.state !== 'lapsed' || !lapsedByTime.includes(visit.reason)) return undefined;
  // It was offered with due notice before; only its being in the future counts now.
  const official = await tryToTake(work, settings, { ...visit, visit: visit.id, ground, ...choosable(settings, work.at), earliest: work.at, preferred: visit.official });
  if (!official) return undefined;
  const again = { standing, state: 'held' as const, official, heldAt: work.at, changedAt: work.at, sequence: visit.sequence + 1, reason: null };
  await work.update(visits, { id: visit.id, state: 'lapsed' }, again);
  return { ...visit, ...again };
}
