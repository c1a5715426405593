import { connect } from 'node:net';
import { demand, natsServer } from './packages.ts';
import { freePort, startProcess } from './server-process.ts';
import type { RunningServer } from './server-process.ts';

const answerWithinMs = 300_000;
const lineWithinMs = 2_000;

/** The first line that a NATS server sends to whoever connects: `INFO {…}`. */
export function greeting(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port });
    let text = '';
    socket.setTimeout(lineWithinMs, () => socket.destroy(new Error('No line came in time.')));
    socket.on('data', (part: Buffer) => {
      text += part.toString();
      const end = text.indexOf('\r\n');
      if (end === -1) return;
      resolve(text.slice(0, end));
      socket.destroy();
    });
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('The connection closed before a line came.')));
  });
}

export interface NatsSetup {
  /** A configuration file instead of the plain server; it takes where to listen from `EID_NATS_LISTEN`. */
  readonly configuration?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** The port of an earlier one, to come back at the same address. */
  readonly port?: number;
  /** Further arguments, `-js` for instance. */
  readonly flags?: readonly string[];
  /** Ctrl-C in this terminal does not reach it: whoever started it stops it. */
  readonly detached?: boolean;
}

/** A NATS server of its own for a system test: without JetStream and open to everybody on this machine, unless its configuration says otherwise. */
export async function startNats({ configuration, environment = {}, port: wanted, flags = [], detached = false }: NatsSetup = {}): Promise<RunningServer> {
  const program = demand(natsServer);
  const port = wanted ?? await freePort();
  const place = configuration === undefined ? ['-a', '127.0.0.1', '-p', String(port)] : ['-c', configuration];
  const server = startProcess(program, [...place, ...flags], { detached, env: { ...process.env, EID_NATS_LISTEN: `127.0.0.1:${port}`, ...environment } });
  const stop = (): Promise<void> => server.end('SIGTERM');
  try {
    await server.answers(async () => {
      const line = await greeting(port);
      if (!line.startsWith('INFO ')) throw new Error(`Not a NATS server: ${line}`);
    }, answerWithinMs);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: `nats://127.0.0.1:${port}`, stop };
}
