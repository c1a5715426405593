import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { municipalitiesFor } from '#config/municipalities-for.ts';
import { credential } from '#tools/journey/journey-run.ts';
import { middlewareClient, type MiddlewareClient } from '#tools/journey/middleware-client.ts';
import { freePort } from '#tools/system-packages/server-process.ts';
import { startNats } from '#tools/system-packages/start-nats.ts';
import { startPostgres } from '#tools/system-packages/start-postgres.ts';
import { startNode, type RunningNode } from './start-node.ts';
import { startOutside } from './start-outside.ts';
import { until } from './until.ts';

export interface Asked { readonly nis?: string; readonly role: string; readonly path: string; readonly body?: object }
export interface Change { readonly part: 'plugin' | 'connector'; readonly what: string; readonly deed: 'enable' | 'configure' | 'disable'; readonly mode?: 'live'; readonly settings?: object }
const plan = z.object({ version: z.number(), holds: z.boolean(), missingPorts: z.array(z.string()) });
const applied = z.object({ version: z.number() });
const shown = z.object({ inForce: z.number() });
/** What each node that answered says is in force there, by the name of the node. */
export type InForce = ReadonlyMap<string | null, number>;
/** How a change came into force: the last moment at which somebody asked and was answered by a node that did not know it, in milliseconds after it was applied. */
export interface Spread { readonly version: number; readonly inForce: readonly number[]; readonly lastOldMs: number; /** The longest that each node was asked once. */ readonly slowestMs: number }

/** Two nodes over NATS and PostgreSQL, with the outside in a process of its own: what one gateway is asked, either node may carry out. */
export async function startSettingsCluster() {
  const dataDir = mkdtempSync(join(tmpdir(), 'eid-settings-'));
  const [database, bus] = await Promise.all([startPostgres(), startNats()]);
  const ports = [await freePort(), await freePort()];
  const outside = await startOutside(dataDir, ports.map((port) => `http://127.0.0.1:${port}`));
  const nodes: RunningNode[] = [];
  for (const port of ports) nodes.push(await startNode({ DATA_DIR: dataDir, DATABASE_URL: database.url, NATS_URL: bus.url, OUTSIDE_URL: outside.url, PORT: String(port) }, ['--no-demo']));

  const clientOf = (nis: string): MiddlewareClient => middlewareClient(nodes[0]?.url ?? '', nis);
  const tokens = new Map<string, string>();
  const tokenOf = async (nis: string, role: string): Promise<string> => {
    const known = tokens.get(`${nis} ${role}`) ?? await credential(clientOf(nis), role);
    tokens.set(`${nis} ${role}`, known);
    return known;
  };
  /** Asks each gateway so many times. */
  const askEach = async ({ nis = '44021', role, path, body }: Asked, times: number) => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${await tokenOf(nis, role)}` };
    const answers: { readonly status: number; readonly by: string | null; readonly body: unknown }[] = [];
    for (const { url } of nodes) {
      for (let time = 0; time < times; time += 1) {
        const answer = await fetch(`${url}/api/v1${path}`, { headers, ...(body && { method: 'POST', body: JSON.stringify(body) }) });
        answers.push({ status: answer.status, by: answer.headers.get('eid-served-by'), body: await answer.json() });
      }
    }
    return answers;
  };
  const inForceAt = async (nis: string): Promise<InForce> => new Map((await askEach({ nis, role: 'administrator', path: '/administration' }, 2)).map(({ by, body }) => [by, shown.parse(body).inForce]));
  /** Asks on until both nodes know of this version. */
  const spreadOf = async (version: number): Promise<Spread> => {
    const began = performance.now();
    const seen = new Map<string | null, number>();
    let [lastOldMs, slowestMs] = [0, 0];
    while (seen.size < 2 || [...seen.values()].some((inForce) => inForce !== version)) {
      const asked = performance.now() - began;
      for (const [node, inForce] of await inForceAt('44021')) {
        seen.set(node, inForce);
        if (inForce !== version) lastOldMs = asked;
      }
      slowestMs = Math.max(slowestMs, performance.now() - began - asked);
    }
    return { version, inForce: [...seen.values()], lastOldMs, slowestMs };
  };
  const administer = async <T>(schema: z.ZodType<T>, deed: string, body: object) => clientOf('44021').post(schema, `/administration/${deed}`, await tokenOf('44021', 'administrator'), body);

  // A node hears of another one a moment after both are ready.
  await until(async () => (await inForceAt('24055')).size === 2);
  return {
    nodes, tokenOf, inForceAt,
    /** The settings of a connector of Gent as the configuration has them. */
    settingsOf: (port: string): Record<string, unknown> => {
      const gent = municipalitiesFor({ outsideUrl: outside.url, dataDir, nats: undefined, natsEvents: false, publicUrl: outside.url }).find(({ id }) => id === 'gent');
      return z.record(z.string(), z.unknown()).parse(gent?.connectors.find((chosen) => chosen.port.id === port)?.config);
    },
    statuses: async (asked: Asked, times = 4): Promise<readonly number[]> => [...new Set((await askEach(asked, times)).map(({ status }) => status))],
    plan: (change: Change) => administer(plan, 'plan', change),
    apply: async (change: Change): Promise<Spread> => {
      const { version } = await administer(plan, 'plan', change);
      return spreadOf((await administer(applied, 'apply', { ...change, version, why: 'test' })).version);
    },
    goBack: async (to: number): Promise<Spread> => {
      const { version } = await administer(plan, 'plan-rollback', { to });
      return spreadOf((await administer(applied, 'rollback', { to, version, why: 'test' })).version);
    },
    stop: async () => {
      await Promise.all(nodes.map((node) => node.stop()));
      for (const server of [outside, bus, database]) await server.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
