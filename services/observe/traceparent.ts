import type { Span } from './span.ts';

export interface TraceParent { readonly traceId: string; readonly spanId: string }

const form = /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}(-.*)?$/;

/** Reads a `traceparent` (W3C Trace Context, 3.2); one that is none says nothing. A later version may say more after it, ours may not. */
export function readTraceparent(given: unknown): TraceParent | undefined {
  if (typeof given !== 'string' || given.length > 512) return undefined;
  const [, traceId = '', spanId = '', more] = form.exec(given) ?? [];
  const unusable = traceId === '' || given.startsWith('ff') || (given.startsWith('00') && more !== undefined) || /^0+$/.test(traceId) || /^0+$/.test(spanId);
  return unusable ? undefined : { traceId, spanId };
}

export function writeTraceparent({ traceId, spanId, sampled }: Pick<Span, 'traceId' | 'spanId' | 'sampled'>): string {
  return `00-${traceId}-${spanId}-${sampled ? '01' : '00'}`;
}
