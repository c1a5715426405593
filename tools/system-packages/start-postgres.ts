import { execFile, execFileSync } from 'node:child_process';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { demand, postgresql } from './packages.ts';
import { withPgClient } from './pg-client.ts';
import { freePort, startProcess } from './server-process.ts';
import type { RunningServer } from './server-process.ts';

const answerWithinMs = 30_000;

interface Owner {
  uid: number;
  gid: number;
}

// PostgreSQL refuses to run as root. The child takes the user over itself, not through runuser: runuser stays between
// as a parent of its own that does not pass on SIGINT.
function ownerWhenRoot(): Owner | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string): number => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

/** A PostgreSQL of its own for a system test, with an empty database `eid`. Durability is as in production. */
export async function startPostgres(): Promise<RunningServer> {
  const initdb = demand(postgresql);
  const owner = ownerWhenRoot();
  const folder = await mkdtemp(join(tmpdir(), 'eid-pg-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    if (owner !== undefined) await chown(folder, owner.uid, owner.gid);
    const data = join(folder, 'data');
    const options = { cwd: folder, ...owner };
    await promisify(execFile)(initdb, ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-locale'], options);

    const port = await freePort();
    const server = startProcess(join(dirname(initdb), 'postgres'), [
      '-D', data, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-c', `unix_socket_directories=${folder}`,
    ], options);
    const address = `postgres://postgres@127.0.0.1:${port}`;
    const stop = async (): Promise<void> => {
      await server.end('SIGINT');
      await remove();
    };
    try {
      await server.answers(() => withPgClient(`${address}/postgres`, async (client) => {
        await client.query('select 1');
      }), answerWithinMs);
      await withPgClient(`${address}/postgres`, (client) => client.query('create database eid'));
    } catch (error) {
      await server.end('SIGINT');
      throw error;
    }
    return { url: `${address}/eid`, stop };
  } catch (error) {
    await remove();
    throw error;
  }
}
