import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { WireHandler } from '#services/kernel/wire.ts';

export interface ServedHandler { readonly url: string; readonly close: () => Promise<void> }

/** For suites: a handler at an address of this machine, as `npm run outside` serves it. */
export async function serveHandler(handlerAt: (url: string) => Promise<WireHandler> | WireHandler): Promise<ServedHandler> {
  let handle: WireHandler | undefined;
  const server = createServer((request, response) => { void respond(request, response, handle).catch(() => request.socket.destroy()); });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  handle = await handlerAt(url);
  return { url, close: () => new Promise((resolve) => { server.close(() => resolve()); server.closeAllConnections(); }) };
}

async function respond(request: IncomingMessage, response: ServerResponse, handle: WireHandler | undefined): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
  const { pathname: path, searchParams: query } = new URL(request.url ?? '/', 'http://localhost');
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]));
  const answer = await handle?.({ method: request.method ?? 'GET', path, query, headers, body: Buffer.concat(parts) }) ?? { status: 503 };
  if (answer.cut) request.socket.destroy();
  else response.writeHead(answer.status, { ...answer.headers, ...(answer.cookies && { 'set-cookie': [...answer.cookies] }) }).end(answer.body);
}
