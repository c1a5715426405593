import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { z } from 'zod';
import { reply, type Deed } from './reader-deeds.ts';

export interface ReaderProcess {
  /** @throws Error with the name of the error on the other side */
  ask<T>(asked: Deed, result: z.ZodType<T>): Promise<T>;
  stop(): Promise<void>;
}

/** For system suites: see `drive-reader.ts`. `env` names the socket of PC/SC (`PCSCLITE_CSOCK_NAME`). */
export function startReaderProcess(reader: string, env: NodeJS.ProcessEnv): ReaderProcess {
  const child = fork(join(import.meta.dirname, 'drive-reader.ts'), [reader], { env, execArgv: ['--expose-gc'] });
  const waiting = new Map<number, { readonly resolve: (result: unknown) => void; readonly reject: (error: Error) => void }>();
  let last = 0;
  child.on('message', (said) => {
    const { id, result, failed } = reply.parse(said);
    const asked = waiting.get(id);
    waiting.delete(id);
    if (failed === undefined) asked?.resolve(result);
    else asked?.reject(new Error(failed));
  });
  child.on('exit', () => { for (const { reject } of waiting.values()) reject(new Error('the process of the reader ended')); });
  return {
    ask: async (asked, result) => {
      last += 1;
      const id = last;
      const answered = new Promise<unknown>((resolve, reject) => { waiting.set(id, { resolve, reject }); });
      child.send({ id, asked });
      return result.parse(await answered);
    },
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}
