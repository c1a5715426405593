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
});
afterAll(async () => {
  await Promise.all(nodes.map((node) => node.stop()));
  await Promise.all([database, bus].map((server) => server.stop()));
  rmSync(dataDir, { recursive: true, force: true });
});

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
  while (served.size < 2) {
    const answer = await fetch(`${first.url}/api/v1/dossiers?limit=1`, { headers: { authorization: `Bearer ${token}` } });
    expect(answer.status).toBe(200);
    served.add(answer.headers.get('eid-served-by'));
  }
  expect(served.size).toBe(2);
});

test('a token of one node is good on the other, and both see the same dossiers', async () => {
  const token = await tokenFrom(nodes[0]?.url ?? '');
  const totals = await Promise.all(nodes.map(async ({ url }) => {
    const answer = await fetch(`${url}/api/v1/dossiers?limit=1`, { headers: { authorization: `Bearer ${token}` } });
    return (await answer.json() as { total: number }).total;
  }));
  expect(totals[0]).toBeGreaterThan(0);
  expect(totals[1]).toBe(totals[0]);
});

test('a whole journey closes on two nodes that share the work of one municipality', async () => {
  const place = placeOf('44021');
  if (!place) throw new Error('Gent is not configured');
  const report = await driveJourney(middlewareClient(nodes[1]?.url ?? '', '44021'), { nis: '44021', ground: 'limited-availability', deliverBy: 'bpost', pay: 'bancontact' }, place, () => undefined);
  expect(report.state).toBe('closed');
});

const dossiersAt = async (url: string, token: string) => {
  const began = performance.now();
  const answer = await fetch(`${url}/api/v1/dossiers?limit=1`, { headers: { authorization: `Bearer ${token}` } });
  return { status: answer.status, by: answer.headers.get('eid-served-by'), seconds: (performance.now() - began) / 1_000 };
};
const answersAt = async (url: string, token: string, times: number) => {
  const answers: Awaited<ReturnType<typeof dossiersAt>>[] = [];
  for (let time = 0; time < times; time += 1) answers.push(await dossiersAt(url, token));
  return answers;
};

test('while the bus is away each node serves itself, and they share the work again when it is back', async () => {
  const tokens = await Promise.all(nodes.map(({ url }) => tokenFrom(url)));
  const port = Number(new URL(bus.url).port);
  await bus.stop();
  for (const [index, { url }] of nodes.entries()) {
    const answers = await answersAt(url, tokens[index] ?? '', 6);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
    expect(new Set(answers.map(({ by }) => by)).size).toBe(1);
  }
  bus = await startNats({ port });
  const served = new Set<string | null>();
  while (served.size < 2) served.add((await dossiersAt(nodes[0]?.url ?? '', tokens[0] ?? '')).by);
  expect(served.size).toBe(2);
});

test('a node that died is missed within seconds: nobody waits for its answer any longer than that', async () => {
  const [first, second] = nodes;
  if (!first || !second) throw new Error('no nodes');
  const token = await tokenFrom(first.url);
  await second.stop('SIGKILL');
  const began = performance.now();
  const waits: number[] = [];
  while (performance.now() - began < 15_000) waits.push((await dossiersAt(first.url, token)).seconds);
  expect(Math.max(...waits)).toBeLessThan(15);
  const answers = await answersAt(first.url, token, 6);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
});

test('a cluster without a shared database is refused at the start', async () => {
  const node = spawn(process.execPath, [join(root, 'tools/start/start.ts')], { cwd: root, env: { ...process.env, DATA_DIR: dataDir, NATS_URL: bus.url, DATABASE_URL: '' }, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  node.stderr.on('data', (part: Buffer) => { said += part.toString(); });
  const [code] = await once(node, 'exit') as [number];
  expect(code).toBe(1);
  expect(said).toContain('DATABASE_URL');
});
