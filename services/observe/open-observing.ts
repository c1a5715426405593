import type { Log } from '#services/kernel/context.ts';
import { openMetrics } from './metrics.ts';
import type { Observing } from './observing.ts';
import { openTracer } from './open-tracer.ts';
import { openWatch } from './open-watch.ts';
import { prometheusMeter } from './prometheus-meter.ts';
import { sendSpans } from './send-spans.ts';

export interface ObservingOptions {
  readonly metrics: boolean;
  readonly traces?: { readonly endpoint: string; readonly headers: Readonly<Record<string, string>>; /** The share of all traces that is kept, from 0 to 1. */ readonly ratio: number } | undefined;
  readonly node: string;
  readonly log: Log;
  readonly fetch?: typeof globalThis.fetch;
}

/** What a node is observed with, as its settings say. Without any it still knows, for the log, what is under way. */
export function openObserving({ metrics: counted, traces, node, log, fetch = globalThis.fetch }: ObservingOptions): Observing {
  const steadyNow = () => performance.now();
  const metrics = counted ? openMetrics() : undefined;
  const sender = traces && sendSpans({ ...traces, node, log, fetch });
  const tracer = traces && sender && openTracer({ ratio: traces.ratio, now: () => performance.timeOrigin + performance.now(), send: sender.send });
  return {
    watch: openWatch({ meter: metrics && prometheusMeter(metrics), tracer, steadyNow }), metrics,
    ...(sender && { spansDropped: sender.dropped, close: sender.stop }),
  };
}
