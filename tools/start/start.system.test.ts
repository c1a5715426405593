import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { makeCardNumber } from '#services/belgium/card-number.ts';
import { makeInsz } from '#services/belgium/insz.ts';
import { middlewareClient } from '#tools/journey/middleware-client.ts';
import { demand, opensc } from '#tools/system-packages/packages.ts';
import { environmentWith } from '#tools/test-house/environment-with.ts';
import { startNode, type RunningNode } from '#tools/test-house/start-node.ts';

const device = 'tablet-1';
const card = { cardNumber: makeCardNumber('5918273640'), insz: makeInsz('1985-07-30', 33, { testPerson: true }), lastName: 'Voorbeeld', firstNames: 'An', validUntil: '2030-01-01', activated: true, photo: null };
const nothing = z.object({});
const dataDir = mkdtempSync(join(tmpdir(), 'eid-start-'));
let node: RunningNode | undefined;
afterAll(async () => {
  await node?.stop('SIGKILL');
  rmSync(dataDir, { recursive: true, force: true });
});

const children = ({ process: { pid } }: RunningNode) => readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number)
  .map((child) => ({ pid: child, words: readFileSync(`/proc/${child}/cmdline`, 'utf8').split('\0') }));
const serviceOf = (running: RunningNode) => children(running).find(({ words }) => words[0]?.endsWith('pcscd'));
/** As another program of this machine sees the readers, without a line of ours. */
const cardsSeen = (folder: string) => spawnSync(demand(opensc), ['--list-readers'], { encoding: 'utf8', env: environmentWith({ PCSCLITE_CSOCK_NAME: join(folder, 'run', 'pcscd.comm') }) }).stdout
  .split('\n').filter((line) => /^\d+\s+Yes/.test(line)).length;

test('npm start has its cards in a real PC/SC of its own, lives on when that dies, and leaves no process and no folder of it when it is told to end', async () => {
  node = await startNode({ DATA_DIR: dataDir }, ['--no-demo'], { detached: true });
  expect(node.output()).toMatch(/Cards {5}in real PC\/SC/);
  const client = middlewareClient(node.url, '44021');
  const service = serviceOf(node);
  if (!service) throw new Error('there is no card service');
  const folder = dirname(service.words.at(-2) ?? '');
  await client.pull(nothing, 'devices', 'connect', { device, title: 'Tablet 1' });
  expect(cardsSeen(folder)).toBe(0);
  await client.pull(nothing, 'devices', 'insert-card', { device, card });
  expect(cardsSeen(folder)).toBe(1);

  process.kill(service.pid, 'SIGKILL');
  while (!node.output().includes('was started again')) await pause(50);
  await client.pull(nothing, 'devices', 'insert-card', { device, card });
  expect(cardsSeen(folder)).toBe(1);

  // It dies once more, at the moment of the Ctrl-C: which every process at the terminal hears.
  const second = serviceOf(node)?.pid ?? 0;
  expect(second).not.toBe(service.pid);
  process.kill(second, 'SIGKILL');
  process.kill(-(node.process.pid ?? 0), 'SIGINT');
  expect(await once(node.process, 'exit')).toEqual([0, null]);
  expect([existsSync(folder), existsSync(`/proc/${second}/exe`)]).toEqual([false, false]);
});
