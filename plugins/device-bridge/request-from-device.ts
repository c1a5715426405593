import type { z } from 'zod';
import type { finger } from '#connectors/biza/biza.port.ts';
import type { CommandCtx, Work } from '#services/kernel/context.ts';
import { handle, type Outcome } from '#services/kernel/plugin.ts';
import { deviceBridge } from './device-bridge.contract.ts';
import { deviceBridgeFailures } from './device-bridge.failures.ts';
import { requests, visits, type RequestKind, type Visit } from './device-bridge.store.ts';
import { isOpen, usableVisit } from './use-visit.ts';

type Bridge = typeof deviceBridge;

export const requestFingerprints = handle(deviceBridge, 'requestFingerprints', async (ctx, { visit: id, fingers, exceptions }) => {
  const visit = await visitFor(ctx, id, 'capture');
  if (new Set([...fingers, ...exceptions]).size < fingers.length + exceptions.length) {
    throw deviceBridgeFailures['bad-fingers']({ issues: [{ in: 'body', name: 'fingers', detail: 'a finger is named twice, or is excepted too' }] });
  }
  return ctx.answer(async (work) => {
    const { effect } = await work.dispatch(
      'devices.requestFingerprints', { device: visit.device, visit: id, dossier: visit.dossier, fingers, exceptions, leastQuality: 0, tries: 1, start: 'now', until: visit.expiresAt }, options(work, visit),
    );
    return keepRequest(work, ctx, { visit: id, kind: 'fingerprints', request: effect, asked: fingers });
  });
});

export const requestCode = handle(deviceBridge, 'requestCode', async (ctx, { visit: id }) => {
  const visit = await visitFor(ctx, id, 'delivery');
  return ctx.answer(async (work) => {
    const { effect } = await work.dispatch('devices.requestCode', { device: visit.device, visit: id, dossier: visit.dossier, language: 'nl', start: 'now', until: visit.expiresAt }, options(work, visit));
    return keepRequest(work, ctx, { visit: id, kind: 'code', request: effect, asked: [] });
  });
});

/** A request that the device will never take is a failed one, and may be asked anew at once. */
function outcomeOf(kind: RequestKind) {
  return {
    done: async (work: Work<Bridge>, { effect, input: { visit } }: Sent) => {
      await work.update(requests, { visit, kind, request: effect, state: 'unsent' }, { state: 'requested', requestedAt: work.at, failure: null });
    },
    failed: async (work: Work<Bridge>, { effect, input: { visit }, failure: { type: failure } }: Sent & { readonly failure: { readonly type: string } }) => {
      if (await work.update(requests, { visit, kind, request: effect, state: 'requested' }, { state: 'unsent', failure }) === 0) return;
      const session = await work.first(visits, { id: visit });
      if (session) await work.emit(kind === 'code' ? 'codeFailed' : 'fingerprintsFailed', { visit, dossier: session.dossier, failure });
    },
  };
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

interface Asking { readonly visit: string; readonly kind: RequestKind; readonly request: string; readonly asked: readonly z.output<typeof finger>[] }

/** @throws device-bridge.still-waiting, device-bridge.visit-ended */
async function keepRequest(work: Work<Bridge>, { config }: CommandCtx<Bridge>, { visit, kind, request, asked }: Asking): Promise<{ requested: true }> {
  const session = await work.first(visits, { id: visit });
  if (!session || !isOpen(session, work.at)) throw deviceBridgeFailures['visit-ended']();
  const fresh = { request, state: 'requested' as const, requestedAt: work.at, failure: null, asked: asked.join(' '), fingers: '[]', sealed: null };
  if (await work.insertIfNew(requests, { visit, kind, tries: 1, ...fresh })) return { requested: true };

  const last = await work.first(requests, { visit, kind });
  const unanswered = last?.state === 'requested' && last.requestedAt > work.at - config.answerSeconds * 1000;
  const replaced = last && !unanswered ? await work.update(requests, { visit, kind, request: last.request, state: last.state }, { ...fresh, tries: last.tries + 1 }) : 0;
  if (replaced === 0) throw deviceBridgeFailures['still-waiting']();
  return { requested: true };
}
