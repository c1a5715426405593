import type { LeftItem, Step, StepKind } from '#services/kernel/watch.ts';
import type { Ended } from './ended.ts';
import { isSampled, newSpanId, spanIdOfItem, wireTraceId, type Span } from './span.ts';
import { readTraceparent, writeTraceparent } from './traceparent.ts';

/** A span that is over, as it is sent away. Milliseconds since 1970. */
export interface DoneSpan extends Span {
  readonly name: string;
  readonly kind: 'internal' | 'server' | 'client' | 'producer' | 'consumer';
  readonly began: number;
  readonly ended: number;
  readonly failed: boolean;
  /** Names of contracts and of the configuration, and ids of outbox items: nothing of a person. */
  readonly attributes: Readonly<Record<string, string>>;
}

export interface BegunSpan { readonly span: Span; end(ended: Ended): void }
export interface Tracer {
  begin(step: Step, around: Span | undefined): BegunSpan;
  left(municipality: string, items: readonly LeftItem[], around: Span | undefined): void;
  traceparent(around: Span | undefined): string | undefined;
}

const kinds: Readonly<Record<StepKind, DoneSpan['kind']>> = {
  request: 'server', action: 'internal', read: 'client', effect: 'client', item: 'consumer', delivery: 'internal', message: 'internal', job: 'internal',
};

/** Makes spans of steps and gives those that are to be kept away. `now`: milliseconds since 1970 that go on evenly, with parts of one. */
export function openTracer({ ratio, now, send }: { readonly ratio: number; readonly now: () => number; readonly send: (span: DoneSpan) => void }): Tracer {
  const spanOf = (traceId: string, spanId: string, parentId: string | undefined): Span => ({ traceId, spanId, parentId, sampled: isSampled(traceId, ratio) });
  return {
    begin: (step, around) => {
      const traceId = wireTraceId(step.traceId);
      const span = spanOf(traceId, newSpanId(), parentOf(step, traceId, around));
      const began = now();
      return {
        span,
        end: ({ result, retry }) => {
          if (!span.sampled) return;
          const attributes = { 'eid.step': step.kind, 'eid.result': result, ...(step.municipality !== undefined && { 'eid.municipality': step.municipality }), ...(step.item !== undefined && { 'eid.item': step.item }), ...(retry && { 'eid.retry': retry }) };
          send({ ...span, name: `${step.kind} ${step.name}`, kind: kinds[step.kind], began, ended: now(), failed: retry !== undefined, attributes });
        },
      };
    },
    left: (municipality, items, around) => {
      const at = now();
      for (const { id, name, traceId } of items) {
        const trace = wireTraceId(traceId);
        const span = spanOf(trace, spanIdOfItem(id), around?.traceId === trace ? around.spanId : undefined);
        if (span.sampled) send({ ...span, name: `leave ${name}`, kind: 'producer', began: at, ended: at, failed: false, attributes: { 'eid.step': 'leave', 'eid.municipality': municipality, 'eid.item': id } });
      }
    },
    traceparent: (around) => around && writeTraceparent(around),
  };
}

/** What came with it counts first, but only within its own trace; then who left it in the outbox; then the step around it. */
function parentOf(step: Step, traceId: string, around: Span | undefined): string | undefined {
  const cause = readTraceparent(step.cause);
  if (cause?.traceId === traceId) return cause.spanId;
  if (step.kind === 'item' && step.item !== undefined) return spanIdOfItem(step.item);
  return around?.traceId === traceId ? around.spanId : undefined;
}
