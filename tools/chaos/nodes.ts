import { setTimeout as pause } from 'node:timers/promises';
import { catalogue } from '#config/catalogue.ts';
import type { Port } from '#services/kernel/port.ts';
import { freePort } from '#tools/system-packages/server-process.ts';
import { startNode, type RunningNode } from '#tools/test-house/start-node.ts';
import { catchSender } from './catch-sender.ts';
import type { Ground } from './ground.ts';
import type { Kill } from './plan-run.ts';

export interface Nodes {
  /** Where they listen, whether they run or not. */
  readonly urls: readonly string[];
  kill(kill: Kill): Promise<void>;
  /** Says whether a moment for it came. */
  freeze(): Promise<boolean>;
  /** Lets them finish what is under way, and stops them. */
  stop(): Promise<void>;
  /** Ends them at once, whatever they do. */
  abandon(): void;
}

const [startTries, startAgainMs] = [30, 1_000];
/** A mail is soon on its way somewhere. */
const catchWithinMs = 8_000;
/** Longer than its leases by so much. */
const sleepsOnMs = 1_200;

const unkeyed = new Set(catalogue.connectors.flatMap(({ port }: { port: Port }) => Object.entries(port.operations).filter(([, { idempotency }]) => idempotency === 'look-up').map(([name]) => `${port.id}.${name}`)));

export interface NodesOptions { readonly count: number; readonly ground: Pick<Ground, 'environmentOf' | 'withLanes' | 'silenceSeconds'>; readonly dataDir: string; readonly logLevel: string; readonly outsideUrl: string; readonly log: (text: string) => void }

/** Processes of the middleware on one data folder. */
export async function startNodes({ count, ground, dataDir, logLevel, outsideUrl, log }: NodesOptions): Promise<Nodes> {
  const ports: number[] = [];
  for (let node = 0; node < count; node += 1) ports.push(await freePort());
  const begin = async (index: number): Promise<RunningNode> => {
    const node = await startNode({
      PORT: String(ports[index]), DATA_DIR: dataDir, OUTSIDE_URL: outsideUrl, TAKE_OVER_AFTER_SECONDS: String(ground.silenceSeconds), LOG_LEVEL: logLevel, ...ground.environmentOf(index),
    }, ['--no-demo']);
    for (const stream of [node.process.stdout, node.process.stderr]) stream?.on('data', (part: Buffer) => log(part.toString()));
    return node;
  };
  /** As whoever minds the processes of a machine does: what cannot start, its database being away, is started again. */
  const beginAgain = async (index: number): Promise<RunningNode> => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await begin(index);
      } catch (error) {
        if (attempt === startTries) throw error;
        await pause(startAgainMs);
      }
    }
  };
  // One after the other: the first one makes keys and tables.
  const running = new Map<number, RunningNode>();
  for (const index of ports.keys()) running.set(index, await begin(index));

  /** A database that is away while one looks is looked at again. */
  const catchNow = async (ours: ReadonlyMap<number, number>): Promise<number | undefined> => {
    for (const limit = performance.now() + catchWithinMs; performance.now() < limit; await pause(startAgainMs / 4)) {
      const caught = await ground.withLanes((lanes) => catchSender({ lanes, ours, withinMs: limit - performance.now(), unkeyed })).catch(() => 'not looked' as const);
      if (caught !== 'not looked') return caught;
    }
    return undefined;
  };
  const freeze = async (): Promise<boolean> => {
    const ours = new Map([...running].flatMap(([index, { process: { pid: own } }]) => (own === undefined ? [] : [[own, index] as const])));
    const pid = await catchNow(ours);
    if (pid === undefined) return false;
    await pause(ground.silenceSeconds * 1_000 + sleepsOnMs);
    process.kill(pid, 'SIGCONT');
    return true;
  };
  const kill = async ({ nodes, delayMs }: Kill): Promise<void> => {
    await pause(delayMs);
    await Promise.all(nodes.map(async (index) => running.get(index)?.stop('SIGKILL')));
    // At once, as two machines that come back after a power cut.
    await Promise.all(nodes.map(async (index) => { running.set(index, await beginAgain(index)); }));
  };
  const abandon = () => { for (const node of running.values()) node.process.kill('SIGKILL'); };
  // Nobody who breaks this off leaves processes behind.
  process.once('exit', abandon);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
  return {
    urls: ports.map((port) => `http://127.0.0.1:${port}`),
    kill,
    freeze,
    stop: async () => { for (const node of running.values()) await node.stop(); },
    abandon,
  };
}

