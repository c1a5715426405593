import type { z } from 'zod';
import type { devices } from '#connectors/devices/devices.port.ts';
import type { SealedEnvelope } from '#services/kernel/port.ts';
import type { CapturedFinger } from '../fingerprint-device.ts';
import type { Delivery } from '../keeping/deliveries.ts';
import type { KeptRequest } from '../keeping/requests.ts';

type Fingerprints = z.output<(typeof devices)['messages']['fingerprints']['payload']>;
type Code = z.output<(typeof devices)['messages']['code']['payload']>;
type Quality = Pick<CapturedFinger, 'finger' | 'quality'>;

/** The message of the port `devices` that tells the house what came of a request. The envelope goes beside it. */
export function resultOf(request: KeptRequest, device: string, fingers: readonly Quality[], envelope: SealedEnvelope): Omit<Delivery, 'id'> {
  return { ...message(request, device, { failure: null, fingers }), envelope };
}

/** `fingers`: how good each one was at best. */
export function failedResult(request: KeptRequest, device: string, failure: string, fingers: readonly Quality[] = []): Omit<Delivery, 'id'> {
  return message(request, device, { failure, fingers });
}

function message({ kind, request, asked: { visit } }: KeptRequest, device: string, { failure, fingers }: { readonly failure: string | null; readonly fingers: readonly Quality[] }): Omit<Delivery, 'id'> {
  const of = { device, visit, request, failure, sealed: null };
  if (kind === 'code') return { message: kind, payload: { ...of, result: failure === null ? 'chosen' : 'failed' } satisfies Code };
  return { message: kind, payload: { ...of, result: failure === null ? 'captured' : 'failed', fingers: fingers.map(({ finger, quality }) => ({ finger, quality })) } satisfies Fingerprints };
}
