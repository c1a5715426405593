import { execFile } from 'node:child_process';
import { join } from 'node:path';

const command = join(import.meta.dirname, '../eid/eid.ts');

export interface Ended { readonly code: number; readonly stdout: string; readonly stderr: string }

/** `npm run eid -- <words>` in a process of its own, as an administrator runs it. */
export function runEid(words: readonly string[], environment: Readonly<Record<string, string>>): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(process.execPath, [command, ...words], { env: { ...process.env, LOG_LEVEL: 'error', ...environment } }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? 1 : 0, stdout, stderr });
    });
  });
}
