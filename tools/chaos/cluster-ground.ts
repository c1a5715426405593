import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { withPgClient, type PgClient } from '#tools/system-packages/pg-client.ts';
import { startNats } from '#tools/system-packages/start-nats.ts';
import { startPostgres } from '#tools/system-packages/start-postgres.ts';
import { beginning, holdingOrAsking, lookEveryMs } from './catch-sender.ts';
import type { Ground } from './ground.ts';
import { readStreams } from './read-streams.ts';

/** By this the database knows the connections of a node. */
const nameOf = (node: number): string => `eid-node-${node}`;
const cutOff = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'eid-node-%'";

/** PostgreSQL and NATS with JetStream, Debian's, on this machine: both may be taken away and come back. */
export async function clusterGround(): Promise<Ground> {
  const streams = mkdtempSync(join(tmpdir(), 'eid-streams-'));
  const flags = ['-js', '-sd', streams];
  const [database, firstBus] = await Promise.all([startPostgres(), startNats({ flags })]);
  let bus = firstBus;
  const port = Number(new URL(bus.url).port);
  // Nobody who breaks this off leaves servers behind.
  process.once('exit', () => { void database.breakDown(); void bus.stop(); });
  const ask = async (client: PgClient, sql: string) => (await client.query(sql)).rows;
  return {
    environmentOf: (node) => ({ DATABASE_URL: `${database.url}?application_name=${nameOf(node)}`, NATS_URL: bus.url, NATS_EVENTS: 'on' }),
    // Six programs on one machine: each has less of it.
    silenceSeconds: 6,
    databaseUrl: database.url,
    withLanes: (look) => withPgClient(database.url, (client) => look({
      held: () => ask(client, holdingOrAsking(Date.now())),
      begunBy: async (pid) => (await ask(client, beginning(pid))).map(({ name }) => String(name)),
      othersMayWrite: (node) => standsOutside(client, node),
    })),
    read: (sql) => withPgClient(database.url, (client) => ask(client, sql)),
    streamed: () => readStreams(bus.url),
    outage: async (lastsMs) => {
      await bus.stop();
      await pause(lastsMs);
      bus = await startNats({ port, flags });
    },
    cut: async ({ what, lastsMs }) => {
      if (what === 'connections') {
        await withPgClient(database.url, (client) => client.query(cutOff));
        return;
      }
      await database.breakDown();
      await pause(lastsMs);
      await database.comeBack();
    },
    stop: async () => {
      await Promise.all([database.stop(), bus.stop()]);
      rmSync(streams, { recursive: true, force: true });
    },
  };
}

/** No transaction of the node has written anything, so it holds no row; one that was in a statement when it stopped comes to its end first. */
async function standsOutside(client: PgClient, node: number): Promise<boolean> {
  for (let attempt = 0; attempt < 10; attempt += 1) {
    const { rows } = await client.query(`SELECT pid FROM pg_stat_activity WHERE application_name = '${nameOf(node)}' AND backend_xid IS NOT NULL`);
    if (rows.length === 0) return true;
    await pause(lookEveryMs);
  }
  return false;
}
