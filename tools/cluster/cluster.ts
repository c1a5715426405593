import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { howToGet, natsServer, postgresql } from '#tools/system-packages/packages.ts';
import { runCluster } from './run-cluster.ts';

const help = `npm run cluster [-- options]

Starts a cluster on this machine: PostgreSQL and nats-server with JetStream (Debian packages), the outside systems in a process of their own, and
three nodes on one data folder: the first takes requests and works off the outbox, the second takes requests and runs jobs, the third works off the
outbox and runs jobs.
The database and the streams are new each time, and so are the sandboxes unless --data names a folder that was used before. Ctrl-C stops all of it.

Options
  --data <folder>   keys and sandboxes (default: a new temporary folder, removed at the end)
  --port <number>   3000: the first node; the second one has the next port, the health of the third one the port after that
  --help            this text`;

const { values } = parseArgs({ options: { data: { type: 'string' }, port: { type: 'string', default: '3000' }, help: { type: 'boolean' } } });
process.exitCode = values.help === true ? say(help) : await begin(Number(values.port), values.data);

function say(text: string): 0 {
  console.log(text);
  return 0;
}

async function begin(port: number, data: string | undefined): Promise<number> {
  if (!Number.isInteger(port) || port < 1 || port > 65_533) {
    console.error(`--port: a number from 1 to 65533\n\n${help}`);
    return 2;
  }
  const missing = [postgresql, natsServer].filter(({ find }) => find() === undefined);
  if (missing.length > 0) {
    console.error(missing.map(howToGet).join('\n'));
    return 1;
  }
  const folder = data === undefined ? undefined : resolve(data);
  if (folder !== undefined) mkdirSync(folder, { recursive: true, mode: 0o700 });
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stopping.abort());
  try {
    await runCluster({ folder, port, tell: (line) => console.log(line), stopping: stopping.signal });
    return 0;
  } catch (error) {
    if (stopping.signal.aborted) return 0;
    console.error(error instanceof Error ? error.message : String(error));
    return 1;
  }
}
