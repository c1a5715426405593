import { z } from 'zod';
import { toldStep } from './device-bridge.contract.ts';
import type { DeviceRequest } from './device-bridge.store.ts';

export type ToldStep = z.output<typeof toldStep>;

/** A request that is begun again and again at the door: the latest are kept. */
const mostKept = 100;
const kept = z.array(toldStep);

/** The steps of a request that came, in the device's order. */
export function stepsOf({ steps }: Pick<DeviceRequest, 'steps'>): readonly ToldStep[] {
  return steps === null ? [] : kept.parse(JSON.parse(steps));
}

type Told = Omit<ToldStep, 'number'> & { readonly number: number | null };

/** Those and this one at its place. One that the device did not number has none, and one that is there already is not put there twice. */
export function withStep(request: Pick<DeviceRequest, 'steps'>, { number, ...step }: Told): string | null {
  const known = stepsOf(request);
  if (number === null || known.some((one) => one.number === number)) return request.steps;
  return JSON.stringify([...known, { number, ...step }].sort((one, other) => one.number - other.number).slice(-mostKept));
}

/** Is it a step further than what is shown? Without numbers the one that comes later is. */
export function isFurther({ stepNumber }: Pick<DeviceRequest, 'stepNumber'>, { number }: Pick<Told, 'number'>): boolean {
  return number === null || stepNumber === null || number > stepNumber;
}
