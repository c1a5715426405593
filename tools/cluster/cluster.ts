import { parseArgs } from 'node:util';
import { howToGet, natsServer, postgresql } from '#tools/system-packages/packages.ts';
import { runCluster } from './run-cluster.ts';

const help = `npm run cluster [-- options]

Starts a cluster on this machine: PostgreSQL and nats-server with JetStream (Debian packages), the outside systems in a process of their own, and
three nodes on one data folder: the first takes requests and works off the outbox, the second takes requests and runs jobs, the third works off the
outbox and runs jobs; the first and the third ask the outside systems.
All of it is new each time, and nothing of it is left. Ctrl-C stops it.

Options
  --port <number>   3000: the first node; the second one has the next port, the health of the third one the port after that
  --border          a fourth node asks the outside systems, alone, without database and keys (its health: the next port)
  --help            this text`;

const { values } = parseArgs({ options: { port: { type: 'string', default: '3000' }, border: { type: 'boolean' }, help: { type: 'boolean' } } });
process.exitCode = values.help === true ? say(help) : await begin(Number(values.port), values.border === true);

function say(text: string): 0 {
  console.log(text);
  return 0;
}

async function begin(port: number, border: boolean): Promise<number> {
  if (!Number.isInteger(port) || port < 1 || port > 65_532) {
    console.error(`--port: a number from 1 to 65532\n\n${help}`);
    return 2;
  }
  const missing = [postgresql, natsServer].filter(({ find }) => find() === undefined);
  if (missing.length > 0) {
    console.error(missing.map(howToGet).join('\n'));
    return 1;
  }
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stopping.abort());
  try {
    await runCluster({ port, border, tell: (line) => console.log(line), stopping: stopping.signal });
    return 0;
  } catch (error) {
    if (stopping.signal.aborted) return 0;
    console.error(error instanceof Error ? error.message : String(error));
    return 1;
  }
}
