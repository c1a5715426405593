import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { startNats } from '#tools/system-packages/start-nats.ts';
import { startPostgres } from '#tools/system-packages/start-postgres.ts';
import { startNode, type RunningNode } from '#tools/test-house/start-node.ts';
import { startCommand } from '#tools/test-house/type-command.ts';
import { startOutside } from '#tools/test-house/start-outside.ts';

export interface ClusterOptions {
  /** Of the first node; the others have the next ones. */
  readonly port: number;
  /** Outside systems are asked by a fourth node alone, which has neither database nor keys. */
  readonly border: boolean;
  readonly tell: (line: string) => void;
  readonly stopping: AbortSignal;
}

/** Each role twice, so that any one node may be missed. */
const nodeRoles = ['gateway,worker,connectors', 'gateway,jobs', 'worker,jobs,connectors'] as const;
const behindTheBorder = ['gateway,worker', 'gateway,jobs', 'worker,jobs'] as const;

interface Started { readonly roles: string; readonly node: RunningNode }

/** Runs until it is told to stop; then all that it started is stopped, the nodes before what they stand on. Says what runs where once all of it runs. */
export async function runCluster({ port, border, tell, stopping }: ClusterOptions): Promise<void> {
  await using started = new AsyncDisposableStack();
  const temporary = (name: string) => {
    const path = mkdtempSync(join(tmpdir(), name));
    started.defer(() => { rmSync(path, { recursive: true, force: true }); });
    return path;
  };
  const streams = temporary('eid-streams-');
  const dataDir = temporary('eid-cluster-');
  // Ctrl-C reaches this process alone: the database is still there while the nodes finish what is under way.
  const detached = true;

  const database = await startPostgres({ detached });
  started.defer(() => database.stop());
  tell(`PostgreSQL   ${database.url}`);
  const bus = await startNats({ flags: ['-js', '-sd', streams], detached });
  started.defer(() => bus.stop());
  tell(`NATS         ${bus.url} (JetStream: streams EID_<NIS>)`);

  const allRoles = border ? behindTheBorder : nodeRoles;
  const doors = allRoles.flatMap((roles, index) => (roles.includes('gateway') ? [`http://127.0.0.1:${port + index}`] : []));
  const outside = await startOutside(dataDir, doors);
  started.defer(() => outside.stop());
  tell(`The outside  ${outside.url}`);

  const nodes: Started[] = [];
  started.defer(async () => { await Promise.all(nodes.map(({ node }) => node.stop())); });
  const environment = { DATA_DIR: dataDir, DATABASE_URL: database.url, NATS_URL: bus.url, NATS_EVENTS: 'on', OUTSIDE_URL: outside.url, ...(border && { PUBLIC_URL: doors[0] ?? '' }) };
  for (const [index, roles] of allRoles.entries()) {
    if (stopping.aborted) return;
    // The first one makes keys and tables, and the fictitious people too, where it need not wait for the border.
    const node = await startNode({ ...environment, ROLES: roles, PORT: String(port + index), LOG_LEVEL: 'warn' }, index === (border ? 1 : 0) ? [] : ['--no-demo'], { detached });
    nodes.push({ roles, node });
    node.process.stderr?.on('data', (part: Buffer) => { tell(part.toString().trimEnd()); });
    node.process.once('exit', (code, signal) => { if (!stopping.aborted) tell(`node ${index + 1} has ended (${code ?? signal ?? ''}); the others go on`); });
    tell(`Node ${index + 1}       ${node.url}${roles.includes('gateway') ? '' : '/health'} (${roles.replaceAll(',', ', ')}; process ${node.process.pid ?? 'unknown'})`);
    if (border && index === 0) {
      const file = join(temporary('eid-border-'), 'bus.json');
      const { status, stderr } = await startCommand(dataDir, ['keys', 'bus', '--out', file], { DATABASE_URL: database.url });
      if (status !== 0) throw new Error(stderr);
      const outpost = await startNode({ DATA_DIR: dirname(file), BUS_KEY_FILE: file, NATS_URL: bus.url, ROLES: 'connectors', PORT: String(port + allRoles.length), LOG_LEVEL: 'warn' }, [], { detached });
      nodes.push({ roles: 'connectors', node: outpost });
      outpost.process.stderr?.on('data', (part: Buffer) => { tell(part.toString().trimEnd()); });
      tell(`The border   ${outpost.url}/health (connectors, without database and keys; process ${outpost.process.pid ?? 'unknown'})`);
    }
  }
  tell(`\nThe cluster runs; its data is in ${dataDir}. See it work, in a second terminal:  npm run journey -- --url ${doors.at(-1) ?? ''}\nCtrl-C stops it.`);
  await aborted(stopping);
  tell('\nStopping: the nodes finish what is under way…');
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
