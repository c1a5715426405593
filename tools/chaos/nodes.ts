import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '#tools/system-packages/server-process.ts';
import { startNode, type RunningNode } from '#tools/test-house/start-node.ts';
import type { Disturbance } from './plan-run.ts';

export interface Nodes {
  /** Where they listen, whether they run or not. */
  readonly urls: readonly string[];
  disturb(disturbance: Disturbance): Promise<void>;
  /** Lets them finish what is under way, and stops them. */
  stop(): Promise<void>;
  /** Ends them at once, whatever they do. */
  abandon(): void;
}

/** A node that was silent for so long has lost its lanes to the other one. */
export const takeOverAfterSeconds = 2;
const freezeMs = takeOverAfterSeconds * 1_000 + 1_200;

/** Two processes of the middleware on one data folder. */
export async function startNodes(dataDir: string, logLevel: string, log: (text: string) => void): Promise<Nodes> {
  const ports = [await freePort(), await freePort()];
  const begin = async (index: number): Promise<RunningNode> => {
    const node = await startNode({
      PORT: String(ports[index]), DATA_DIR: dataDir, TAKE_OVER_AFTER_SECONDS: String(takeOverAfterSeconds), LOG_LEVEL: logLevel,
    }, ['--no-demo']);
    for (const stream of [node.process.stdout, node.process.stderr]) stream?.on('data', (part: Buffer) => log(part.toString()));
    return node;
  };
  // One after the other: the first one makes keys and tables.
  const running = new Map<number, RunningNode>([[0, await begin(0)], [1, await begin(1)]]);

  const disturb = async ({ kind, nodes, delayMs }: Disturbance): Promise<void> => {
    await pause(delayMs);
    if (kind === 'freeze') {
      const frozen = nodes.flatMap((index) => running.get(index) ?? []);
      for (const { process } of frozen) process.kill('SIGSTOP');
      await pause(freezeMs);
      for (const { process } of frozen) process.kill('SIGCONT');
      return;
    }
    await Promise.all(nodes.map(async (index) => running.get(index)?.stop('SIGKILL')));
    // At once, as two machines that come back after a power cut.
    await Promise.all(nodes.map(async (index) => { running.set(index, await begin(index)); }));
  };
  const abandon = () => { for (const { process } of running.values()) process.kill('SIGKILL'); };
  // Nobody who breaks this off leaves two processes behind.
  process.once('exit', abandon);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
  return {
    urls: ports.map((port) => `http://127.0.0.1:${port}`),
    disturb,
    stop: async () => { for (const node of running.values()) await node.stop(); },
    abandon,
  };
}

