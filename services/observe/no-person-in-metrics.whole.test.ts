import { authorisedAct } from '#connectors/biza/biza.port.ts';
import { driveJourney } from '#tools/journey/drive-journey.ts';
import { placeOf } from '#tools/journey/find-place.ts';
import { middlewareClient } from '#tools/journey/middleware-client.ts';
import { openServedHouse } from '#tools/test-house/open-served-house.ts';
import { openSpanCollector } from '#tools/test-house/span-collector.ts';
import { openObserving } from './open-observing.ts';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

test('after a whole journey every label, and every attribute of a trace, is a name of a contract, of the configuration or of a short list', async () => {
  const collector = await openSpanCollector();
  const observing = openObserving({ metrics: true, traces: { endpoint: collector.url, headers: {}, ratio: 1 }, node: 'node-1', log });
  const served = await openServedHouse({ house: { observing } });
  const place = placeOf('44021');
  if (!place || !served.house.metrics) throw new Error('Gent is not configured');
  await driveJourney(middlewareClient(served.url, '44021'), { nis: '44021', ground: 'disability', deliverBy: 'official', pay: 'none' }, place, () => undefined);
  await served.idle();
  await served.house.metrics.gather();
  const text = await served.house.metrics.kept.registry.metrics();
  await observing.close?.();

  const { engine, plugins } = served.house;
  const contracts = plugins.flatMap(({ contract: { id, actions, events }, jobs }) => [id, ...Object.keys(actions).map((name) => `${id}.${name}`), ...Object.keys(events).map((name) => `${id}.${name}`), ...(jobs ?? []).map((job) => `${id}.${job.id}`)]);
  const ports = [...engine.municipalities.values()].flatMap(({ connectors }) => [...connectors].flatMap(([id, { connector: { port } }]) => [id, ...Object.keys(port.operations).flatMap((name) => [name, `${id}.${name}`]), ...Object.keys(port.messages).map((name) => `${id}.${name}`)]));
  const known = new Set([
    ...contracts, ...ports, ...engine.municipalities.keys(), 'none', 'done', 'safe', 'ambiguous', 'never', 'taken-in', 'repeated', 'committed', 'effect', 'event', 'message', 'failed', 'parked', 'levers', 'lever', 'inbound', 'health', 'openapi', 'start-page', 'K1', 'K2', 'K3', 'K4', 'K5', 'K6', 'K7', 'K8', ...authorisedAct.options, 'both',
  ]);
  const failure = /^[a-z-]+\.[a-z-]+$/;
  const allowed = (value: string) => known.has(value) || failure.test(value) || /^\d{3}$/.test(value);
  const house = text.split('\n').filter((line) => line.startsWith('eid_'));
  expect(house.length).toBeGreaterThan(100);
  const labels = house.flatMap((line) => [...line.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)]).filter(([, name]) => name !== 'le').map(([, , value = '']) => value);
  expect([...new Set(labels)].filter((value) => !allowed(value))).toEqual([]);

  expect(collector.spans.length).toBeGreaterThan(100);
  const steps = new Set(['request', 'action', 'read', 'effect', 'item', 'delivery', 'message', 'job', 'leave']);
  const strange = collector.spans.filter(({ name, attributes }) => {
    const [step = '', what = '', ...more] = name.split(' ');
    const odd = attributes.filter(({ key, value: { stringValue } }) => !(key === 'eid.item' ? /^[0-9a-f-]{36}$/.test(stringValue) : key === 'eid.step' ? steps.has(stringValue) : allowed(stringValue)));
    return !steps.has(step) || !allowed(what) || more.length > 0 || odd.length > 0;
  });
  expect(strange).toEqual([]);
  // At least one step of each kind was seen.
  expect(new Set(collector.spans.map(({ name }) => name.split(' ')[0]))).toEqual(steps);

  await served.stop();
  await collector.stop();
});
