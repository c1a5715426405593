import { openObserving } from '#services/observe/open-observing.ts';
import type { Observing } from '#services/observe/observing.ts';
import { as } from '#tools/test-house/open-test-house.ts';
import { openServedHouse } from '#tools/test-house/open-served-house.ts';
import { alternate, report } from './alternate.ts';
import { rate } from './bench-http.ts';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const path = '/api/v1/dossiers?limit=1';
/** Takes everything in at once: what is measured is our own work, the writing of spans included. */
const traces = { endpoint: 'http://127.0.0.1:4318', headers: {}, ratio: 1 };
const swallow = async () => new Response('{}');

/** What it costs to be observed: the same authenticated query with and without. */
export async function benchObserved(): Promise<void> {
  const without = await openSide(undefined);
  const counted = await openSide(openObserving({ metrics: true, node: 'bench', log }));
  const traced = await openSide(openObserving({ metrics: true, traces, node: 'bench', log, fetch: swallow }));
  report(await alternate(['with metrics', counted.rate], ['without', without.rate]));
  report(await alternate(['with metrics and every trace', traced.rate], ['without', without.rate]));
  for (const side of [without, counted, traced]) await side.stop();
}

async function openSide(observing: Observing | undefined) {
  const served = await openServedHouse({ house: { observing } });
  const { token } = await served.house.issuer.issue(as('official'), 600);
  return { rate: () => rate(served.port, path, { authorization: `Bearer ${token}` }), stop: served.stop };
}
