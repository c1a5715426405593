import type { IncomingMessage } from 'node:http';
import type { WireRequest } from '#services/kernel/wire.ts';

const limitBytes = 16 * 1024 * 1024;

/** The whole request; undefined when it is larger than any of these systems takes. */
export async function readWire(request: IncomingMessage): Promise<WireRequest | undefined> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > limitBytes) return undefined;
    parts.push(part);
  }
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]));
  return { method: request.method ?? 'GET', path: pathname, query: searchParams, headers, body: Buffer.concat(parts) };
}
