import { createServer, request as httpRequest, type IncomingMessage, type RequestListener } from 'node:http';
import { duplexPair } from 'node:stream';
import type { WireAnswer, WireHandler } from '#services/kernel/wire.ts';

/** Belong to one connection only, and are made anew for the one inside. */
const ofConnection = new Set(['connection', 'host', 'content-length', 'transfer-encoding', 'keep-alive', 'expect', 'upgrade']);

/**
 * What is written for Node's own server, behind a wire handler: each request goes through HTTP in memory, so that it sees what it expects and needs no port. `host`
 * is the one under which it is known outside, whatever a caller says.
 */
export function handleRequests(listener: RequestListener, host: string): WireHandler {
  const server = createServer(listener);
  return ({ method, path, query, headers, body }) => new Promise<WireAnswer>((resolve, reject) => {
    const [near, far] = duplexPair();
    server.emit('connection', far);
    const passed = Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (value === undefined || ofConnection.has(name) ? [] : [[name, value]])));
    const outgoing = httpRequest({
      method, path: query.size > 0 ? `${path}?${query.toString()}` : path, headers: { ...passed, host, connection: 'close' }, createConnection: () => near,
    }, (answer) => { readAnswer(answer).then(resolve, reject); });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

async function readAnswer(answer: IncomingMessage): Promise<WireAnswer> {
  const parts: Buffer[] = [];
  for await (const part of answer as AsyncIterable<Buffer>) parts.push(part);
  const { 'set-cookie': cookies, ...others } = answer.headers;
  const headers = Object.fromEntries(Object.entries(others).flatMap(([name, value]) => (typeof value !== 'string' || ofConnection.has(name) ? [] : [[name, value]])));
  return { status: answer.statusCode ?? 500, headers, body: Buffer.concat(parts), ...(cookies && { cookies }) };
}
