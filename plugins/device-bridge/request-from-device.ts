import type { CommandCtx, Work } from '#services/kernel/context.ts';
import { handle, type Outcome } from '#services/kernel/plugin.ts';
import { deviceBridge } from './device-bridge.contract.ts';
import { deviceBridgeFailures } from './device-bridge.failures.ts';
import { requests, visits, type DeviceRequest, type Visit } from './device-bridge.store.ts';
import { keepRequest } from './keep-request.ts';
import { failedPrints } from './receive-answer.ts';
import { demandStillAuthorised, usableVisit } from './use-visit.ts';

type Bridge = typeof deviceBridge;

export const requestFingerprints = handle(deviceBridge, 'requestFingerprints', async (ctx, { visit: id, fingers, exceptions, start, leastQuality = ctx.config.leastQuality, tries = ctx.config.captureTries }) => {
  const visit = await visitFor(ctx, id, 'capture');
  if (new Set([...fingers, ...exceptions]).size < fingers.length + exceptions.length) {
    throw deviceBridgeFailures['bad-fingers']({ issues: [{ in: 'body', name: 'fingers', detail: 'a finger is named twice, or is excepted too' }] });
  }
  await demandStillAuthorised(ctx, visit);
  return ctx.answer(async (work) => {
    const when = { start, until: untilOf(ctx, visit, start, work.at) };
    const { effect } = await work.dispatch(
      'devices.requestFingerprints', { device: visit.device, visit: id, dossier: visit.dossier, fingers, exceptions, leastQuality, tries, ...when }, options(work, visit),
    );
    return keepRequest(work, { visit: id, kind: 'fingerprints', request: effect, asked: fingers, deviceTries: tries, ...when });
  });
});

export const requestCode = handle(deviceBridge, 'requestCode', async (ctx, { visit: id, language, start }) => {
  const visit = await visitFor(ctx, id, 'delivery');
  await demandStillAuthorised(ctx, visit);
  return ctx.answer(async (work) => {
    const when = { start, until: untilOf(ctx, visit, start, work.at) };
    const { effect } = await work.dispatch('devices.requestCode', { device: visit.device, visit: id, dossier: visit.dossier, language, ...when }, options(work, visit));
    return keepRequest(work, { visit: id, kind: 'code', request: effect, asked: [], deviceTries: null, ...when });
  });
});

/** What is prepared for the door stays open as long as the session. */
export function untilOf({ config }: CommandCtx<Bridge>, { expiresAt }: Visit, start: 'now' | 'at-the-door', at: number): number {
  return start === 'at-the-door' ? expiresAt : Math.min(expiresAt, at + config.answerSeconds * 1_000);
}

/** A request that the device will never take is a failed one, and may be asked anew at once. */
function outcomeOf(kind: 'fingerprints' | 'code') {
  return {
    done: async (work: Work<Bridge>, { effect, input: { visit } }: Sent) => {
      await work.update(requests, { visit, kind, request: effect, state: 'unsent' }, { state: 'requested', requestedAt: work.at, failure: null });
    },
    failed: async (work: Work<Bridge>, { effect, input: { visit }, failure: { type: failure } }: Sent & { readonly failure: { readonly type: string } }) => {
      if (await work.update(requests, { visit, kind, request: effect, state: 'requested' }, { state: 'unsent', failure }) === 0) return;
      const [session, request] = [await work.first(visits, { id: visit }), await work.first(requests, { visit, kind, request: effect })];
      if (session && request) await tellFailed(work, session, request, failure);
    },
  };
}
async function tellFailed(work: Work<Bridge>, { id: visit, dossier }: Visit, request: DeviceRequest, failure: string): Promise<void> {
  if (request.kind === 'code') await work.emit('codeFailed', { visit, dossier, failure });
  else await work.emit('fingerprintsFailed', { visit, dossier, failure, ...failedPrints(request, []) });
}

interface Sent { readonly effect: string; readonly input: { readonly visit: string } }

export const fingerprintsRequested: Outcome<Bridge, 'devices.requestFingerprints'> = outcomeOf('fingerprints');
export const codeRequested: Outcome<Bridge, 'devices.requestCode'> = outcomeOf('code');

async function visitFor(ctx: CommandCtx<Bridge>, id: string, purpose: Visit['purpose']): Promise<Visit> {
  const visit = await usableVisit(ctx, id);
  if (visit.purpose !== purpose) throw deviceBridgeFailures['wrong-purpose']();
  return visit;
}

/** Each request has a lane of its own: one that stays behind on the exception list does not stand in the way of the next. */
export function options(work: Work<Bridge>, { id, dossier }: Pick<Visit, 'id' | 'dossier'>) {
  return { lane: `devices:${id}:${work.newId()}`, dossier, about: { visit: id } };
}
