import { setTimeout as pause } from 'node:timers/promises';
import { catalogue } from '#config/catalogue.ts';
import type { Port } from '#services/kernel/port.ts';
import { freePort } from '#tools/system-packages/server-process.ts';
import { startNode, type RunningNode } from '#tools/test-house/start-node.ts';
import { catchSender } from './catch-sender.ts';
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

/** A node that was silent for so long has lost its lanes to the other one. */
export const takeOverAfterSeconds = 2;
/** A mail is soon on its way somewhere. */
const catchWithinMs = 8_000;
const freezeMs = takeOverAfterSeconds * 1_000 + 1_200;

const unkeyed = new Set(catalogue.connectors.flatMap(({ port }: { port: Port }) => Object.entries(port.operations).filter(([, { idempotency }]) => idempotency === 'look-up').map(([name]) => `${port.id}.${name}`)));

/** Two processes of the middleware on one data folder. */
export async function startNodes({ dataDir, logLevel, outsideUrl, log }: { dataDir: string; logLevel: string; outsideUrl: string; log: (text: string) => void }): Promise<Nodes> {
  const ports = [await freePort(), await freePort()];
  const begin = async (index: number): Promise<RunningNode> => {
    const node = await startNode({
      PORT: String(ports[index]), DATA_DIR: dataDir, OUTSIDE_URL: outsideUrl, TAKE_OVER_AFTER_SECONDS: String(takeOverAfterSeconds), LOG_LEVEL: logLevel,
    }, ['--no-demo']);
    for (const stream of [node.process.stdout, node.process.stderr]) stream?.on('data', (part: Buffer) => log(part.toString()));
    return node;
  };
  // One after the other: the first one makes keys and tables.
  const running = new Map<number, RunningNode>([[0, await begin(0)], [1, await begin(1)]]);

  const freeze = async (): Promise<boolean> => {
    const ours = new Set([...running.values()].flatMap(({ process: { pid: own } }) => own ?? []));
    const pid = await catchSender({ dataDir, ours, withinMs: catchWithinMs, unkeyed });
    if (pid === undefined) return false;
    await pause(freezeMs);
    process.kill(pid, 'SIGCONT');
    return true;
  };
  const kill = async ({ nodes, delayMs }: Kill): Promise<void> => {
    await pause(delayMs);
    await Promise.all(nodes.map(async (index) => running.get(index)?.stop('SIGKILL')));
    // At once, as two machines that come back after a power cut.
    await Promise.all(nodes.map(async (index) => { running.set(index, await begin(index)); }));
  };
  const abandon = () => { for (const node of running.values()) node.process.kill('SIGKILL'); };
  // Nobody who breaks this off leaves two processes behind.
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

