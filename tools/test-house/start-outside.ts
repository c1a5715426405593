import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** The outside systems in a process of their own (`npm run outside`), telling these nodes what happens there. */
export async function startOutside(dataDir: string, middleware: readonly string[]): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const child = spawn(process.execPath, [join(root, 'tools/outside/outside.ts'), '--port', '0', ...middleware.flatMap((url) => ['--middleware', url])], {
    cwd: root, detached: true, env: { ...process.env, DATA_DIR: dataDir }, stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const url = await new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => {
      said += part.toString();
      const [, address] = /is served at (http:\S+)/.exec(said) ?? [];
      if (address !== undefined) resolve(address);
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the outside ended with ${String(code)}: ${said}`)));
  });
  return {
    url,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}
