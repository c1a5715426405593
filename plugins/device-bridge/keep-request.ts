import type { z } from 'zod';
import type { finger } from '#connectors/biza/biza.port.ts';
import type { Work } from '#services/kernel/context.ts';
import type { deviceBridge } from './device-bridge.contract.ts';
import { deviceBridgeFailures } from './device-bridge.failures.ts';
import { requests, visits, type DeviceRequest } from './device-bridge.store.ts';
import { isOpen } from './use-visit.ts';

export interface Asking extends Pick<DeviceRequest, 'visit' | 'kind' | 'request' | 'deviceTries'> {
  readonly asked: readonly z.output<typeof finger>[];
  readonly start: 'now' | 'at-the-door';
  readonly until: number;
}

/** Of each kind a session keeps the last request. @throws device-bridge.still-waiting, device-bridge.visit-ended */
export async function keepRequest(work: Work<typeof deviceBridge>, { visit, kind, asked, request, ...how }: Asking): Promise<{ requested: true }> {
  const session = await work.first(visits, { id: visit });
  if (!session || !isOpen(session, work.at)) throw deviceBridgeFailures['visit-ended']();
  const fresh = {
    request, state: 'requested' as const, requestedAt: work.at, failure: null, asked: asked.join(' '), fingers: '[]', sealed: null,
    ...how, step: null, stepFinger: null, stepQuality: null, stepAt: null, stepNumber: null, steps: null, result: null, triesLeft: null,
  };
  if (await work.insertIfNew(requests, { visit, kind, tries: 1, ...fresh })) return { requested: true };

  const last = await work.first(requests, { visit, kind });
  const replaced = last && !isAwaited(last, work.at) ? await work.update(requests, { visit, kind, request: last.request, state: last.state }, { ...fresh, tries: last.tries + 1 }) : 0;
  if (replaced === 0) throw deviceBridgeFailures['still-waiting']();
  return { requested: true };
}

/** What waits for the official to begin it may be asked otherwise: the device lets go of it. What it has begun is waited for, as far as is known here. */
export function isAwaited({ state, start, step, until }: Pick<DeviceRequest, 'state' | 'start' | 'step' | 'until'>, at: number): boolean {
  const hasBegun = start !== 'at-the-door' || (step !== null && step !== 'waiting');
  return state === 'requested' && hasBegun && (until ?? 0) > at;
}
