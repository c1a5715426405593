import { spawn } from 'node:child_process';
import type { SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

export interface RunningServer {
  url: string;
  stop(): Promise<void>;
}

export interface ServerProcess {
  /** Nothing when it never started. */
  readonly pid: number | undefined;
  /** Resolves when it is gone, however it went. */
  readonly ended: Promise<void>;
  /** Asks until the server answers; fails when the server ends or the time is up. */
  answers(ask: () => Promise<void>, withinMs: number): Promise<void>;
  /** Sends the signal, waits for the end; a server that does not end in time is killed. */
  end(signal: NodeJS.Signals): Promise<void>;
}

const endWithinMs = 20_000;
const keptOutput = 4_000;

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('The system gave no free port on 127.0.0.1.');
  return address.port;
}

export function startProcess(program: string, args: readonly string[], options: Pick<SpawnOptions, 'cwd' | 'uid' | 'gid' | 'env' | 'detached'> & { /** Its standard input ends when this process does, however that ends. */ readonly leash?: boolean } = {}): ServerProcess {
  const { leash = false, ...rest } = options;
  const child = spawn(program, args, { ...rest, stdio: [leash ? 'pipe' : 'ignore', 'pipe', 'pipe'] });
  let output = '';
  let ended: string | undefined;
  const keep = (text: Buffer): void => {
    output = (output + text.toString()).slice(-keptOutput);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  // Nothing is said to it; and it may be gone.
  child.stdin?.on('error', () => undefined);
  const end = new Promise<void>((resolve) => {
    child.once('error', (error) => {
      // Without a process id it never started; otherwise only a signal failed and the process is still there.
      if (child.pid !== undefined) return;
      ended = error.message;
      resolve();
    });
    child.once('close', (code, signal) => {
      ended ??= `exit ${code ?? signal}`;
      resolve();
    });
  });

  return {
    pid: child.pid, ended: end,
    async answers(ask, withinMs) {
      const deadline = Date.now() + withinMs;
      let last: unknown;
      while (Date.now() < deadline) {
        if (ended !== undefined) throw new Error(`${program} ended before it answered (${ended}):\n${output}`);
        try {
          await ask();
          return;
        } catch (error) {
          last = error;
        }
        await pause(50);
      }
      throw new Error(`${program} did not answer within ${withinMs / 1000} seconds:\n${output}`, { cause: last });
    },
    async end(signal) {
      if (ended !== undefined) return;
      child.kill(signal);
      const timer = setTimeout(() => child.kill('SIGKILL'), endWithinMs);
      await end;
      clearTimeout(timer);
    },
  };
}
