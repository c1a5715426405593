import type { DoneSpan } from './open-tracer.ts';

/** opentelemetry-proto, trace.proto: SpanKind and StatusCode. */
const kinds: Readonly<Record<DoneSpan['kind'], number>> = { internal: 1, server: 2, client: 3, producer: 4, consumer: 5 };
const status = { unset: 0, error: 2 };

/** Spans as OTLP has them in JSON: ids in hexadecimal digits, instants as texts of nanoseconds. Source: opentelemetry.io, OTLP specification 1.x, JSON Protobuf encoding. */
export function otlpOf(spans: readonly DoneSpan[], node: string): object {
  return {
    resourceSpans: [{
      resource: { attributes: attributesOf({ 'service.name': 'eid-aan-huis', 'service.instance.id': node }) },
      scopeSpans: [{
        scope: { name: 'eid-aan-huis' },
        spans: spans.map(({ traceId, spanId, parentId, name, kind, began, ended, failed, attributes }) => ({
          traceId, spanId, ...(parentId !== undefined && { parentSpanId: parentId }), name, kind: kinds[kind], flags: 1,
          startTimeUnixNano: nanoseconds(began), endTimeUnixNano: nanoseconds(ended), attributes: attributesOf(attributes), status: { code: failed ? status.error : status.unset },
        })),
      }],
    }],
  };
}

function attributesOf(attributes: Readonly<Record<string, string>>): object[] {
  return Object.entries(attributes).map(([key, value]) => ({ key, value: { stringValue: value } }));
}

function nanoseconds(ms: number): string {
  const whole = Math.floor(ms);
  return (BigInt(whole) * 1_000_000n + BigInt(Math.round((ms - whole) * 1e6))).toString();
}
