import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { findPortProblem } from '#tools/start/find-port-problem.ts';
import { driveJourney } from '#tools/journey/drive-journey.ts';
import { placeOf } from '#tools/journey/find-place.ts';
import { middlewareClient } from '#tools/journey/middleware-client.ts';

/** Below those that the system gives to whoever asks for any: the other suites take theirs there. */
async function fourInARow(from = 20_000 + process.pid % 10_000): Promise<number> {
  const problems = await Promise.all([0, 1, 2, 3].map((more) => findPortProblem('127.0.0.1', from + more)));
  return problems.every((problem) => problem === undefined) ? from : fourInARow(from + 4);
}

const root = join(import.meta.dirname, '../..');

test('one command starts a cluster in which a journey closes, whatever node has which role, outside systems asked at the border only, and Ctrl-C stops all of it', async () => {
  // The three behind it are seldom anybody's.
  const port = await fourInARow();
  const cluster = spawn(process.execPath, [join(root, 'tools/cluster/cluster.ts'), '--port', String(port), '--border'], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const running = new Promise<void>((resolve, reject) => {
    for (const stream of [cluster.stdout, cluster.stderr]) stream.on('data', (part: Buffer) => {
      said += part.toString();
      if (said.includes('The cluster runs')) resolve();
    });
    cluster.once('exit', () => reject(new Error(said)));
  });
  await running;
  const node = (number: number) => `http://127.0.0.1:${port + number - 1}`;
  const status = async (url: string) => (await fetch(url)).status;
  expect(await Promise.all([1, 2, 3, 4].map((number) => status(`${node(number)}/health`)))).toEqual([200, 200, 200, 200]);
  expect(await Promise.all([1, 2, 3].map((number) => status(`${node(number)}/openapi.json`)))).toEqual([200, 200, 404]);

  const place = placeOf('44021');
  if (!place) throw new Error('Gent is not configured');
  // The second node does not work off the outbox: the first and the third one do.
  const { state } = await driveJourney(middlewareClient(node(2), '44021'), { nis: '44021', ground: 'disability', deliverBy: 'official', pay: 'none' }, place, () => undefined);
  expect(state).toBe('closed');

  const [, database = '', bus = '', outside = ''] = /PostgreSQL\s+\S+:(\d+)\/eid\nNATS\s+\S+:(\d+) .*\nThe outside\s+\S+:(\d+)/.exec(said) ?? [];
  const ended = once(cluster, 'exit');
  cluster.kill('SIGINT');
  expect(await ended).toEqual([0, null]);
  const taken = await Promise.all([port, port + 1, port + 2, port + 3, ...[database, bus, outside].map(Number)].map((one) => findPortProblem('127.0.0.1', one)));
  expect(taken).toEqual([undefined, undefined, undefined, undefined, undefined, undefined, undefined]);
});
