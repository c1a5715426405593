import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { driveJourney } from '#tools/journey/drive-journey.ts';
import { placeOf } from '#tools/journey/find-place.ts';
import { middlewareClient } from '#tools/journey/middleware-client.ts';
import { startNats } from '#tools/system-packages/start-nats.ts';
import { startPostgres } from '#tools/system-packages/start-postgres.ts';
import { startNode, type RunningNode } from '#tools/test-house/start-node.ts';
import type { RunningServer } from '#tools/system-packages/server-process.ts';

const root = join(import.meta.dirname, '../..');
const dataDir = mkdtempSync(join(tmpdir(), 'eid-cluster-'));
let database: RunningServer;
let bus: RunningServer;
const nodes: RunningNode[] = [];

beforeAll(async () => {
  [database, bus] = await Promise.all([startPostgres(), startNats()]);
  const environment = { DATA_DIR: dataDir, DATABASE_URL: database.url, NATS_URL: bus.url };
  nodes.push(await startNode(environment), await startNode(environment, ['--no-demo']));
}, 90_000);
afterAll(async () => {
  await Promise.all(nodes.map((node) => node.stop()));
  await Promise.all([database, bus].map((server) => server.stop()));
  rmSync(dataDir, { recursive: true, force: true });
}, 60_000);

async function tokenFrom(url: string): Promise<string> {
  const answer = await fetch(`${url}/sandbox/44021/house/credential`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ role: 'official' }) });
  const { token } = await answer.json() as { token: string };
  return token;
}

test('an action that is called on one node runs on the other too', async () => {
  const [first] = nodes;
  if (!first) throw new Error('no node');
  const token = await tokenFrom(first.url);
  const served = new Set<string | null>();
  // A node hears of another one a moment after both are ready.
  const limit = performance.now() + 20_000;
  while (served.size < 2 && performance.now() < limit) {
    const answer = await fetch(`${first.url}/api/v1/dossiers?limit=1`, { headers: { authorization: `Bearer ${token}` } });
    expect(answer.status).toBe(200);
    served.add(answer.headers.get('eid-served-by'));
  }
  expect(served.size).toBe(2);
}, 60_000);

test('a token of one node is good on the other, and both see the same dossiers', async () => {
  const token = await tokenFrom(nodes[0]?.url ?? '');
  const totals = await Promise.all(nodes.map(async ({ url }) => {
    const answer = await fetch(`${url}/api/v1/dossiers?limit=1`, { headers: { authorization: `Bearer ${token}` } });
    return (await answer.json() as { total: number }).total;
  }));
  expect(totals[0]).toBeGreaterThan(0);
  expect(totals[1]).toBe(totals[0]);
}, 60_000);

test('a whole journey closes on two nodes that share the work of one municipality', async () => {
  const place = placeOf('44021');
  if (!place) throw new Error('Gent is not configured');
  const report = await driveJourney(middlewareClient(nodes[1]?.url ?? '', '44021'), { nis: '44021', ground: 'limited-availability', deliverBy: 'bpost', pay: 'bancontact' }, place, () => undefined);
  expect(report.state).toBe('closed');
}, 120_000);

test('a cluster without a shared database is refused at the start', async () => {
  const node = spawn(process.execPath, [join(root, 'tools/start/start.ts')], { cwd: root, env: { ...process.env, DATA_DIR: dataDir, NATS_URL: bus.url, DATABASE_URL: '' }, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  node.stderr.on('data', (part: Buffer) => { said += part.toString(); });
  const [code] = await once(node, 'exit') as [number];
  expect(code).toBe(1);
  expect(said).toContain('DATABASE_URL');
}, 30_000);
