import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { withPgClient } from './pg-client.ts';
import { greeting, startNats } from './start-nats.ts';
import { startPcscd, vpcdPort } from './start-pcscd.ts';
import { startPostgres } from './start-postgres.ts';

const portOf = (url: string): number => Number(new URL(url).port);

/** What a try to connect ends in: the word `open`, or the code of the error. */
function knock(port: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.on('connect', () => {
      socket.destroy();
      resolve('open');
    });
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
  });
}

test('PostgreSQL starts, answers, writes durably and is gone after it stops', async () => {
  const postgres = await startPostgres();
  try {
    const { rows } = await withPgClient(postgres.url, (client) => client.query(
      "select 1 as one, current_database() as name, current_setting('fsync') as fsync, current_setting('server_encoding') as encoding",
    ));
    expect(rows).toEqual([{ one: 1, name: 'eid', fsync: 'on', encoding: 'UTF8' }]);
    expect(await knock(portOf(postgres.url))).toBe('open');
  } finally {
    await postgres.stop();
  }
  expect(await knock(portOf(postgres.url))).toBe('ECONNREFUSED');
});

test('two PostgreSQL servers run next to each other', async () => {
  const started = await Promise.allSettled([startPostgres(), startPostgres()]);
  const servers = started.filter((one) => one.status === 'fulfilled').map(({ value }) => value);
  await Promise.all(servers.map((server) => server.stop()));
  expect(new Set(servers.map(({ url }) => url)).size).toBe(2);
});

test('NATS starts, greets and is gone after it stops', async () => {
  const nats = await startNats();
  try {
    const line = await greeting(portOf(nats.url));
    expect(line).toMatch(/^INFO \{/);
    expect(JSON.parse(line.slice('INFO '.length))).not.toHaveProperty('jetstream');
  } finally {
    await nats.stop();
  }
  expect(await knock(portOf(nats.url))).toBe('ECONNREFUSED');
});

test('two PC/SC services run next to each other, come back after they were killed, and open no port of this machine', async () => {
  const started = await Promise.allSettled([startPcscd(), startPcscd()]);
  const services = started.filter((one) => one.status === 'fulfilled').map(({ value }) => value);
  try {
    expect(new Set(services.map(({ socket }) => socket)).size).toBe(2);
    expect(await knock(vpcdPort)).toBe('ECONNREFUSED');
    await Promise.all(services.map((service) => service.kill()));
    await Promise.all(services.map((service) => service.restart()));
    expect(services.map(({ socket }) => existsSync(socket))).toEqual([true, true]);
  } finally {
    await Promise.all(services.map((service) => service.stop()));
  }
  expect(services.map(({ socket }) => existsSync(socket))).toEqual([false, false]);
});

/** Processes that were told of this folder. */
const processesAt = (folder: string) => globSync('/proc/[0-9]*/cmdline').filter((file) => {
  try {
    return readFileSync(file, 'utf8').includes(folder);
  } catch {
    return false;
  }
});

test.each<[who: string, uid: number]>([['root', 0], ['somebody who may do nothing on this machine', 65_534]])('of a PC/SC service that %s started nothing is left when its program is killed', async (_who, uid) => {
  const program = `import { startPcscd } from ${JSON.stringify(join(import.meta.dirname, 'start-pcscd.ts'))}; console.log((await startPcscd()).socket);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], { uid, gid: uid, cwd: '/', stdio: ['ignore', 'pipe', 'inherit'] });
  const [said]: unknown[] = await once(child.stdout, 'data');
  const folder = dirname(dirname(String(said).trim()));
  expect([existsSync(join(folder, 'run', 'pcscd.comm')), processesAt(folder).length]).toEqual([true, 2]);
  child.kill('SIGKILL');
  while (existsSync(folder) || processesAt(folder).length > 0) await pause(25);
});
