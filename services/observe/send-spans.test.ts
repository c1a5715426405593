import { openSpanCollector } from '#tools/test-house/span-collector.ts';
import { freePort } from '#tools/system-packages/server-process.ts';
import type { DoneSpan } from './open-tracer.ts';
import { sendSpans } from './send-spans.ts';

const span: DoneSpan = {
  traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331', parentId: undefined, sampled: true, name: 'action request.submit', kind: 'internal',
  began: 1_795_930_238_251.25, ended: 1_795_930_238_260, failed: true, attributes: { 'eid.result': 'request.unknown' },
};

test('spans arrive as OTLP has them, to the nanosecond', async () => {
  const collector = await openSpanCollector();
  const sender = sendSpans({ endpoint: collector.url, headers: {}, node: 'node-1', log: { info: () => undefined, warn: () => undefined, error: () => undefined }, fetch: globalThis.fetch });
  sender.send(span);
  await sender.stop();
  expect(collector.spans).toEqual([{
    traceId: span.traceId, spanId: span.spanId, name: span.name, kind: 1, flags: 1, startTimeUnixNano: '1795930238251250000', endTimeUnixNano: '1795930238260000000',
    attributes: [{ key: 'eid.result', value: { stringValue: 'request.unknown' } }], status: { code: 2 },
  }]);
  expect(sender.dropped()).toBe(0);
  await collector.stop();
});

test('while the collector is away spans are thrown away and counted, it is said once, and nobody waits', async () => {
  const lines: unknown[] = [];
  const log = { info: () => undefined, warn: (fields: unknown) => { lines.push(fields); }, error: () => undefined };
  const sender = sendSpans({ endpoint: `http://127.0.0.1:${await freePort()}`, headers: {}, node: 'node-1', log, fetch: globalThis.fetch });
  for (let index = 0; index < 5_000; index += 1) sender.send(span);
  await sender.flush();
  sender.send(span);
  await sender.stop();
  expect(sender.dropped()).toBe(5_001);
  expect(lines).toEqual([{ says: 'ECONNREFUSED', spans: 512 }]);
});
