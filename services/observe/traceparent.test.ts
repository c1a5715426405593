import * as fc from 'fast-check';
import { isSampled, spanIdOfItem, wireTraceId } from './span.ts';
import { readTraceparent, writeTraceparent } from './traceparent.ts';

const hex = (length: number) => fc.string({ unit: fc.constantFrom(...Array.from({ length: 16 }, (_, digit) => digit.toString(16))), minLength: length, maxLength: length }).filter((text) => !/^0+$/.test(text));

test('what one hop says of its step, the next one understands', () => {
  fc.assert(fc.property(hex(32), hex(16), fc.boolean(), (traceId, spanId, sampled) => {
    expect(readTraceparent(writeTraceparent({ traceId, spanId, sampled }))).toEqual({ traceId, spanId });
  }));
});

test('a traceparent that is none says nothing, whatever stands in it', () => {
  const [trace, span] = ['0af7651916cd43dd8448eb211c80319c', 'b7ad6b7169203331'];
  for (const given of [undefined, 7, '', 'x', `00-${trace}-${span}`, `ff-${trace}-${span}-01`, `00-${'0'.repeat(32)}-${span}-01`, `00-${trace}-${'0'.repeat(16)}-01`, `00-${trace.toUpperCase()}-${span}-01`, `00-${trace}-${span}-01-more`, ['a']]) {
    expect(readTraceparent(given)).toBeUndefined();
  }
  expect(readTraceparent(`01-${trace}-${span}-01-more`)).toEqual({ traceId: trace, spanId: span });
  fc.assert(fc.property(fc.string(), (given) => { expect(readTraceparent(given)).toBeUndefined(); }));
});

test('every trace of ours has one name on the wire', () => {
  fc.assert(fc.property(fc.oneof(fc.uuid(), hex(16), hex(32), fc.string()), (traceId) => {
    expect(wireTraceId(traceId)).toMatch(/^(?!0{32})[0-9a-f]{32}$/);
    expect(wireTraceId(traceId)).toBe(wireTraceId(traceId));
  }));
  expect(wireTraceId('019AC4F2-7e6b-7000-8000-00000000002a')).toBe('019ac4f27e6b7000800000000000002a');
});

test('a trace is kept whole or not at all: whoever looks decides alike, and about as many are kept as was asked', () => {
  const traces = Array.from({ length: 4_000 }, (_, index) => wireTraceId(`trace ${index}`));
  const kept = traces.filter((trace) => isSampled(trace, 0.25));
  expect(kept).toEqual(traces.filter((trace) => isSampled(trace, 0.25)));
  expect(Math.abs(kept.length / traces.length - 0.25)).toBeLessThan(0.03);
  expect(traces.filter((trace) => isSampled(trace, 1))).toHaveLength(traces.length);
  expect(traces.filter((trace) => isSampled(trace, 0))).toHaveLength(0);
  expect(spanIdOfItem('a')).toMatch(/^[0-9a-f]{16}$/);
  expect(spanIdOfItem('a')).not.toBe(spanIdOfItem('b'));
});
