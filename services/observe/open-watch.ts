import { isFailure, retryOf } from '#services/kernel/failure.ts';
import type { LeftItem, Step, Watch } from '#services/kernel/watch.ts';
import type { Ended } from './ended.ts';
import type { Tracer } from './open-tracer.ts';
import { underWay } from './under-way.ts';

/** Counts what ended. */
export interface Meter { ended(step: Step, ended: Ended): void; left(municipality: string, items: readonly LeftItem[]): void }

export interface WatchMeans { readonly meter?: Meter | undefined; readonly tracer?: Tracer | undefined; /** Milliseconds that only go on. */ readonly steadyNow: () => number }

/** Watches steps with what it is given; always keeps in mind which is under way, for the log. */
export function openWatch({ meter, tracer, steadyNow }: WatchMeans): Watch {
  return {
    during: (step, body, resultOf) => {
      const span = tracer?.begin(step, underWay.getStore()?.span);
      const { traceId, municipality } = step;
      return underWay.run({ traceId, municipality: municipality ?? underWay.getStore()?.municipality, span: span?.span }, async () => {
        const began = steadyNow();
        let ended: Omit<Ended, 'ms'> = { result: 'done' };
        try {
          const value = await body();
          if (resultOf) ended = { result: resultOf(value) };
          return value;
        } catch (error) {
          ended = { result: isFailure(error) ? error.type : 'house.broken', retry: retryOf(error) };
          throw error;
        } finally {
          const told = { ...ended, ms: steadyNow() - began };
          meter?.ended(step, told);
          span?.end(told);
        }
      });
    },
    leaves: (municipality, items) => {
      meter?.left(municipality, items);
      tracer?.left(municipality, items, underWay.getStore()?.span);
    },
    traceparent: () => tracer?.traceparent(underWay.getStore()?.span),
  };
}
