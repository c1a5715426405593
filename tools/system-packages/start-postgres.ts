import { execFile, execFileSync } from 'node:child_process';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { demand, postgresql } from './packages.ts';
import { withPgClient } from './pg-client.ts';
import { freePort, startProcess } from './server-process.ts';
import type { RunningServer, ServerProcess } from './server-process.ts';

const answerWithinMs = 300_000;

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

export interface RunningPostgres extends RunningServer {
  /** As `pg_ctl stop -m immediate`: no goodbye, and what it was doing is found in its log when it comes back. */
  breakDown(): Promise<void>;
  /** At the same address. */
  comeBack(): Promise<void>;
}

/** A PostgreSQL of its own for a system test, with an empty database `eid`. Durability is as in production. */
export async function startPostgres({ detached = false }: { /** Ctrl-C in this terminal does not reach it: whoever started it stops it. */ readonly detached?: boolean } = {}): Promise<RunningPostgres> {
  const initdb = demand(postgresql);
  const owner = ownerWhenRoot();
  const folder = await mkdtemp(join(tmpdir(), 'eid-pg-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    if (owner !== undefined) await chown(folder, owner.uid, owner.gid);
    const data = join(folder, 'data');
    const options = { cwd: folder, detached, ...owner };
    await promisify(execFile)(initdb, ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-locale'], options);

    const port = await freePort();
    const address = `postgres://postgres@127.0.0.1:${port}`;
    const begin = (): ServerProcess => startProcess(join(dirname(initdb), 'postgres'), [
      '-D', data, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-c', `unix_socket_directories=${folder}`,
    ], options);
    const answers = () => server.answers(() => withPgClient(`${address}/postgres`, async (client) => {
      await client.query('select 1');
    }), answerWithinMs);
    let server = begin();
    const stop = async (): Promise<void> => {
      await server.end('SIGINT');
      await remove();
    };
    try {
      await answers();
      await withPgClient(`${address}/postgres`, (client) => client.query('create database eid'));
    } catch (error) {
      await server.end('SIGINT');
      throw error;
    }
    return {
      url: `${address}/eid`, stop,
      breakDown: () => server.end('SIGQUIT'),
      comeBack: async () => {
        server = begin();
        await answers();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}
