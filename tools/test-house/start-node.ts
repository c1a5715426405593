import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { freePort } from '#tools/system-packages/server-process.ts';

const root = join(import.meta.dirname, '../..');

export interface RunningNode {
  readonly url: string;
  readonly process: ChildProcess;
  /** All that it has written on standard output and standard error so far. */
  output(): string;
  stop(signal?: NodeJS.Signals): Promise<void>;
}

/** A middleware in a process of its own, as an administrator starts it. Resolves when it says that it is ready. */
export async function startNode(environment: Readonly<Record<string, string>>, flags: readonly string[] = [], { detached = false, cwd = root }: { readonly detached?: boolean; /** Packages are found below it, too. */ readonly cwd?: string } = {}): Promise<RunningNode> {
  const port = Number(environment['PORT'] ?? await freePort());
  const node = spawn(process.execPath, [join(root, 'tools/start/start.ts'), ...flags], {
    cwd, detached, env: { ...process.env, PORT: String(port), LOG_LEVEL: 'error', ...environment }, stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [node.stdout, node.stderr]) stream.on('data', (part: Buffer) => { output += part.toString(); });
  await new Promise<void>((resolve, reject) => {
    node.stdout.on('data', () => { if (output.includes('is ready at')) resolve(); });
    node.on('exit', (code) => reject(new Error(`the node ended with ${String(code)}: ${output}`)));
  });
  const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
    if (node.exitCode !== null || node.signalCode !== null) return;
    node.kill(signal);
    await once(node, 'exit');
  };
  return { url: `http://127.0.0.1:${port}`, process: node, output: () => output, stop };
}
