import type { Caller } from '#services/kernel/caller.ts';
import type { CommandCtx, Ctx } from '#services/kernel/context.ts';
import { isFailure } from '#services/kernel/failure.ts';
import type { deviceBridge } from './device-bridge.contract.ts';
import { deviceBridgeFailures } from './device-bridge.failures.ts';
import { visits, type Person, type Purpose, type Visit } from './device-bridge.store.ts';

/** The act at BiZa that each kind of visit needs. */
export const actOf = { capture: 'capture-biometrics', delivery: 'activate-card' } as const satisfies Record<Purpose, string>;

/**
 * May this caller open a session for this person? An official for himself or herself only. A bpost employee has no credential here:
 * bpost's own system acts for him or her.
 */
export function mayActFor(caller: Pick<Caller, 'kind' | 'actor'>, person: Person): boolean {
  return person.holder === 'official'
    ? caller.kind === 'official' && caller.actor === `official:${person.reference}`
    : caller.kind === 'system';
}

/** Whoever opened the session; and the house itself, which goes on with what that person began. */
export function mayUse(caller: Pick<Caller, 'kind' | 'actor'>, visit: Pick<Visit, 'openedBy'>): boolean {
  return caller.kind === 'house' || caller.actor === visit.openedBy;
}

export function isOpen(visit: Pick<Visit, 'endedAt' | 'expiresAt'>, at: number): boolean {
  return visit.endedAt === null && visit.expiresAt > at;
}

/** @throws device-bridge.unknown-visit, device-bridge.not-your-visit */
export async function ownVisit(ctx: Pick<Ctx<typeof deviceBridge>, 'store' | 'caller'>, id: string): Promise<Visit> {
  const visit = await ctx.store.first(visits, { id });
  if (!visit) throw deviceBridgeFailures['unknown-visit']();
  if (!mayUse(ctx.caller, visit)) throw deviceBridgeFailures['not-your-visit']();
  return visit;
}

/** @throws device-bridge.unknown-visit, device-bridge.not-your-visit, device-bridge.visit-ended */
export async function usableVisit(ctx: Pick<Ctx<typeof deviceBridge>, 'store' | 'caller' | 'now'>, id: string): Promise<Visit> {
  const visit = await ownVisit(ctx, id);
  if (!isOpen(visit, ctx.now())) throw deviceBridgeFailures['visit-ended']();
  return visit;
}

/** What was authorised when the session began may have been withdrawn since. @throws device-bridge.authorisation-ended */
export async function demandStillAuthorised(ctx: Pick<CommandCtx<typeof deviceBridge>, 'call'>, { purpose, holder, reference, device }: Visit): Promise<void> {
  try {
    await ctx.call('authorisations.demand', { act: actOf[purpose], person: { holder, reference }, device });
  } catch (error) {
    throw isFailure(error, 'authorisations.missing') ? deviceBridgeFailures['authorisation-ended']({ cause: error }) : error;
  }
}
