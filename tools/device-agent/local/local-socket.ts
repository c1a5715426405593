import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';

/** What the command line says to the agent that runs on this machine. No other machine can: it is a socket in the agent's own folder. */
export const localRequest = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('status') }), z.strictObject({ do: z.literal('queue') }), z.strictObject({ do: z.literal('begin'), visit: z.uuid().optional() }),
]);
export type LocalRequest = z.output<typeof localRequest>;

export class AgentNotRunning extends Error {
  override readonly name = 'AgentNotRunning';
  constructor() { super('no agent runs with this home folder: npm run device-agent -- run'); }
}

/** A named pipe on Windows, elsewhere a socket that only the folder's owner reaches. */
export function localPath(home: string, platform: NodeJS.Platform): string {
  return platform === 'win32' ? `\\\\.\\pipe\\eid-agent-${createHash('sha256').update(home).digest('hex').slice(0, 32)}` : join(home, 'agent.sock');
}

/** Answers lines until it is closed. Only whoever holds the queue may serve, so a socket that is there already is a dead one's. */
export async function serveLocal(path: string, answer: (request: LocalRequest) => Promise<object>): Promise<() => Promise<void>> {
  if (!path.startsWith('\\\\')) rmSync(path, { force: true });
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket.on('error', () => {}).on('close', () => { open.delete(socket); }));
    void readLine(socket).then(async (line) => {
      const read = localRequest.safeParse(line);
      socket.end(`${JSON.stringify(read.success ? await answer(read.data) : { failed: 'not understood' })}\n`);
      return undefined;
    }).catch(() => { socket.destroy(); });
  });
  await new Promise<void>((resolve, reject) => { server.once('error', reject).listen(path, resolve); });
  return async () => {
    for (const socket of open) socket.destroy();
    await new Promise((resolve) => { server.close(resolve); });
  };
}

/** @throws AgentNotRunning */
export async function askLocal(path: string, request: LocalRequest): Promise<unknown> {
  const socket = connect(path);
  try {
    await new Promise<void>((resolve, reject) => { socket.once('connect', resolve).once('error', reject); });
  } catch {
    throw new AgentNotRunning();
  }
  socket.on('error', () => {}).write(`${JSON.stringify(request)}\n`);
  try {
    return await readLine(socket);
  } catch {
    throw new AgentNotRunning();
  } finally {
    socket.destroy();
  }
}

const mostBytes = 64 * 1024;

async function readLine(socket: Socket): Promise<unknown> {
  let text = '';
  for await (const part of socket.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
    text += String(part);
    if (text.includes('\n') || text.length > mostBytes) break;
  }
  return JSON.parse(text);
}
