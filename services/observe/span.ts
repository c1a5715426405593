import { createHash, randomBytes } from 'node:crypto';

/** One step of a trace, as OpenTelemetry has it. Instants in milliseconds since 1970, with parts of one. */
export interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentId: string | undefined;
  readonly sampled: boolean;
}

/** A trace of ours (a UUID, or 16 or 32 hexadecimal digits) as the 32 digits that the W3C and OpenTelemetry want: a UUID loses its hyphens, a short one gets noughts in front. */
export function wireTraceId(traceId: string): string {
  const digits = traceId.replaceAll('-', '').toLowerCase().padStart(32, '0');
  return /^(?!0{32})[0-9a-f]{32}$/.test(digits) ? digits : createHash('sha256').update(traceId).digest('hex').slice(0, 32);
}

export function newSpanId(): string {
  for (;;) {
    const id = randomBytes(8).toString('hex');
    if (!/^0+$/.test(id)) return id;
  }
}

/** The span that left an item in the outbox has its name from the item: whoever carries it out, after a crash or on another node, knows its cause without a column for it. */
export function spanIdOfItem(item: string): string {
  return createHash('sha256').update(`item:${item}`).digest('hex').slice(0, 16);
}

/** Decided from the trace itself, so that every node, and the outbox a day later, decide alike. What a caller asks for is not believed: he could have all of his traffic kept. */
export function isSampled(traceId: string, ratio: number): boolean {
  return Number.parseInt(traceId.slice(-12), 16) / 2 ** 48 < ratio;
}
