import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { deviceStep, devices } from '#connectors/devices/devices.port.ts';
import type { Keeping } from '../keeping/open-keeping.ts';
import type { Finger } from '../fingerprint-device.ts';

type Step = z.output<typeof deviceStep>;
type Progress = z.output<(typeof devices)['messages']['progress']['payload']>;

/** How far it is, for the official's screen: kept until the house has it, like the results. `request` is the key by which it was asked; its steps are counted. */
export type TellProgress = (of: { readonly visit: string; readonly request: string }, step: Step, more?: { readonly finger?: Finger; readonly quality?: number }) => void;

export function tellProgressInto(keeping: Keeping, { device, now, added }: { readonly device: string; readonly now: () => number; readonly added: () => void }): TellProgress {
  return ({ visit, request }, step, { finger = null, quality = null }: { readonly finger?: Finger | null; readonly quality?: number | null } = {}) => {
    const payload: Progress = { device, visit, request, number: keeping.told.next(request), step, finger, quality };
    keeping.deliveries.add({ id: randomUUID(), message: 'progress', payload }, now());
    added();
  };
}
