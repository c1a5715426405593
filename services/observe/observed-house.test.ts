import { z } from 'zod';
import { makeCardNumber } from '#services/belgium/card-number.ts';
import { makeInsz } from '#services/belgium/insz.ts';
import { as } from '#tools/test-house/open-test-house.ts';
import { openServedHouse, type ServedHouse } from '#tools/test-house/open-served-house.ts';
import { openSpanCollector, type CollectedSpan } from '#tools/test-house/span-collector.ts';
import { openObserving } from './open-observing.ts';
import type { Observing } from './observing.ts';
import { serveMetrics } from './serve-metrics.ts';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const insz = makeInsz('1950-03-14', 17, { testPerson: true });
const trace = '0af7651916cd43dd8448eb211c80319c';
const outsideSpan = 'b7ad6b7169203331';
let collector: Awaited<ReturnType<typeof openSpanCollector>>;
let observing: Observing;
let served: ServedHouse;
let metrics: Awaited<ReturnType<typeof serveMetrics>>;

beforeAll(async () => {
  collector = await openSpanCollector();
  observing = openObserving({ metrics: true, traces: { endpoint: collector.url, headers: {}, ratio: 1 }, node: 'node-1', log });
  served = await openServedHouse({ house: { observing } });
  if (!served.house.metrics) throw new Error('no metrics are kept');
  metrics = await serveMetrics({ host: '127.0.0.1', port: 0, token: 'a-token-of-sixteen', metrics: served.house.metrics.kept, gather: served.house.metrics.gather });
});
afterAll(async () => {
  await metrics.stop();
  await served.stop();
  await collector.stop();
});

const scrape = async () => (await fetch(`http://127.0.0.1:${metrics.port}/metrics`, { headers: { authorization: 'Bearer a-token-of-sixteen' } })).text();
const valueOf = (text: string, series: string) => Number(text.split('\n').find((line) => line.startsWith(`${series} `))?.slice(series.length));
const result = (span: CollectedSpan | undefined, key: string) => span?.attributes.find((attribute) => attribute.key === key)?.value.stringValue;

async function openDossier(headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  const { token } = await served.house.issuer.issue(as('clerk'), 60);
  return fetch(`${served.url}/api/v1/dossiers`, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers }, body: JSON.stringify({ insz, why: 'citizen-called' }) });
}

test('who has no token reads no metrics, and nothing but metrics is there', async () => {
  const at = `http://127.0.0.1:${metrics.port}`;
  expect((await fetch(`${at}/metrics`)).status).toBe(401);
  expect((await fetch(`${at}/metrics`, { headers: { authorization: 'Bearer a-token-of-sixteeN' } })).status).toBe(401);
  expect((await fetch(`${at}/`, { headers: { authorization: 'Bearer a-token-of-sixteen' } })).status).toBe(404);
  expect((await fetch(`${served.url}/metrics`)).status).toBe(404);
});

test('a refused request is counted by its failure, and its problem says in which trace it was', async () => {
  const answer = await openDossier({ 'traceparent': `00-${trace}-${outsideSpan}-00` });
  const problem = z.object({ traceId: z.string(), failure: z.string() }).parse(await answer.json());
  expect(problem.traceId).toBe(trace);
  expect(answer.headers.get('BelGov-Trace-Id')).toBe(trace);
  const text = await scrape();
  expect(valueOf(text, `eid_actions_total{municipality="gent",action="request.openFor",result="${problem.failure}"}`)).toBe(1);
  expect(valueOf(text, `eid_requests_total{operation="request.openFor",status="${answer.status}"}`)).toBe(1);
});

test('one trace leads from the request through action, outbox and listener to the outside system, each step with the one that caused it', async () => {
  await served.pull('eid-tool', 'put-card', { card: { cardNumber: makeCardNumber('5920000017'), insz, kind: 'eid', expiresOn: '2026-12-15', renewal: 'card' } });
  const from = '1af7651916cd43dd8448eb211c80319d';
  expect((await openDossier({ 'traceparent': `00-${from}-${outsideSpan}-01` })).status).toBe(200);
  await served.idle();
  await observing.close?.();
  const ours = collector.spans.filter(({ traceId }) => traceId === from);
  const byId = new Map(ours.map((span) => [span.spanId, span]));
  const ancestors = ({ name, parentSpanId = 'nobody' }: CollectedSpan): string[] => {
    const parent = byId.get(parentSpanId);
    return [name, ...(parent ? ancestors(parent) : [parentSpanId])];
  };
  expect(ours.map(({ name }) => name.split(' ')[0])).toEqual(expect.arrayContaining(['request', 'action', 'read', 'leave', 'item', 'delivery']));
  // Nothing hangs in the air: every step goes back to the caller's.
  for (const span of ours) expect(ancestors(span).at(-1)).toBe(outsideSpan);
  const look = ours.find(({ name }) => name.startsWith('read eid-tool.'));
  expect(look && ancestors(look).map((name) => name.split(' ')[0])).toEqual(['read', 'action', 'request', outsideSpan]);
  const delivery = ours.find(({ name }) => name.startsWith('delivery '));
  expect(delivery && ancestors(delivery).slice(0, 3).map((name) => name.split(' ')[0])).toEqual(['delivery', 'item', 'leave']);
  expect(result(ours.find(({ name }) => name === 'action request.openFor'), 'eid.result')).toBe('done');
  expect(collector.bodies.join('')).not.toContain(insz);
});

test('the metrics tell what waits, and how the ways to the outside are', async () => {
  await served.pull('house', 'clock', { advanceMinutes: 1 });
  const text = await scrape();
  expect(valueOf(text, 'eid_store_up')).toBe(1);
  expect(valueOf(text, 'eid_dead_letters{municipality="gent"}')).toBe(0);
  expect(valueOf(text, 'eid_circuit_state{municipality="gent",port="biza"}')).toBe(0);
  expect(valueOf(text, 'eid_store_transactions_total{result="committed"}')).toBeGreaterThan(0);
  expect(text).toMatch(/^eid_outside_calls_total\{municipality="gent",port="eid-tool",operation="\w+",outcome="done"\} [1-9]/m);
  expect(text).toMatch(/^process_cpu_seconds_total /m);
});

test('a node says that it is alive, and that work may be sent to it', async () => {
  expect((await fetch(`${served.url}/health/live`)).status).toBe(200);
  const ready = await fetch(`${served.url}/health/ready`);
  expect([ready.status, await ready.json()]).toEqual([200, { status: 'UP', components: { node: { status: 'UP' }, store: { status: 'UP' }, bus: { status: 'UP' } } }]);
});
