import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { runCommand } from '#tools/eid/run-command.ts';

export interface Typed { readonly status: number | null; readonly stdout: string; readonly stderr: string }

const root = join(import.meta.dirname, '../..');
const environment = (dataDir: string) => ({ DATA_DIR: dataDir, DATABASE_URL: '', NATS_URL: '', OUTSIDE_URL: '', LOG_LEVEL: 'silent' });

/** A command of `npm run eid` as an administrator types it, in a process of its own on this data. */
export function typeCommand(dataDir: string, given: readonly string[], input = '', more: Readonly<Record<string, string>> = {}): Typed {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['tools/eid/eid.ts', ...given], { cwd: root, input, encoding: 'utf8', env: { ...process.env, ...environment(dataDir), ...more } });
  return { status, stdout, stderr };
}

/** The same while this process goes on, with more in its environment. */
export async function startCommand(dataDir: string, given: readonly string[], more: Readonly<Record<string, string>> = {}, cwd = root): Promise<Typed> {
  const child = spawn(process.execPath, [join(root, 'tools/eid/eid.ts'), ...given], { cwd, env: { ...process.env, ...environment(dataDir), ...more }, stdio: ['ignore', 'pipe', 'pipe'] });
  const [stdout, stderr] = [text(child.stdout), text(child.stderr)];
  const [status] = z.tuple([z.number().nullable()]).rest(z.unknown()).parse(await once(child, 'close'));
  return { status, stdout: await stdout, stderr: await stderr };
}

/** The same without waiting for a process to start. */
export async function sayCommand(dataDir: string, given: readonly string[]): Promise<Typed> {
  const before = { env: { ...process.env }, log: console.log, error: console.error };
  const said = { stdout: '', stderr: '' };
  Object.assign(process.env, environment(dataDir));
  console.log = (line: unknown) => { said.stdout += `${String(line)}\n`; };
  console.error = (line: unknown) => { said.stderr += `${String(line)}\n`; };
  try {
    return { status: await runCommand(given), ...said };
  } finally {
    process.env = before.env;
    Object.assign(console, { log: before.log, error: before.error });
  }
}
