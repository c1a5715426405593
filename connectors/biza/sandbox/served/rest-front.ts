import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import { join } from 'node:path';
import { z } from 'zod';
import { readJson } from '#connectors/rest-kit/read-json.ts';
import { isFailure } from '#services/kernel/failure.ts';
import type { PortImplementation } from '#services/kernel/port.ts';
import { bizaFailures, type biza } from '../../biza.port.ts';
import { eidOperation } from '../../wire/eid-messages.ts';
import { problemType } from '../../wire/names.ts';
import { performLookUp, performRequest } from './perform-request.ts';
import type { BizaKeys } from './biza-keys.ts';
import { statedFaultOf } from './stated-fault.ts';

type Side = PortImplementation<typeof biza>;
const largestRequest = 1024 * 1024;
const lookUp = z.object({ insz: z.unknown() });
export const restPortFile = (folder: string): string => join(folder, 'rest-port');

export interface RestFront { readonly close: () => Promise<void> }

/**
 * The REST flavour on a port of its own: who brings no certificate of the house does not get as far as HTTP. The port is kept, so that
 * whoever was told it finds it again after a restart.
 */
export async function openRestFront(side: Side, keys: BizaKeys, folder: string): Promise<RestFront> {
  const { key, certificate: cert } = keys.of('rest');
  const server = createServer({ key, cert, ca: keys.root, requestCert: true, rejectUnauthorized: true, minVersion: 'TLSv1.2', headersTimeout: 10_000, requestTimeout: 60_000 }, (request, response) => {
    void respond(side, request, response);
  });
  // A handshake that fails is the other side's affair.
  server.on('tlsClientError', () => {});
  writeFileSync(restPortFile(folder), String(await listen(server, keptPort(folder))));
  return { close: () => new Promise((resolve) => { server.close(() => resolve()); server.closeAllConnections(); }) };
}

function keptPort(folder: string): number {
  return existsSync(restPortFile(folder)) ? Number(readFileSync(restPortFile(folder), 'utf8')) : 0;
}

async function listen(server: Server, port: number): Promise<number> {
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  } catch (error) {
    // Somebody else has it now.
    if (port === 0) throw error;
    return listen(server, 0);
  }
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}

async function respond(side: Side, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const say = (status: number, type: string, body: unknown) => {
    response.writeHead(status, { 'content-type': type });
    response.end(JSON.stringify(body));
  };
  try {
    say(200, 'application/json', await answerOf(side, request));
  } catch (error) {
    const stated = statedFaultOf(error);
    if (isFailure(error, 'biza.no-answer')) request.socket.destroy();
    else if (isFailure(error, 'biza.unavailable')) say(503, 'text/html', '');
    else if (isFailure(error) && stated) say(error.code, 'application/problem+json', { type: `${problemType}${stated.code}`, status: error.code, title: stated.description, instance: `urn:uuid:${randomUUID()}` });
    else {
      // Sandboxes hold fictitious people only, and whoever writes one must see what broke.
      console.error(error);
      say(500, 'text/html', '');
    }
  }
}

async function answerOf(side: Side, request: IncomingMessage): Promise<unknown> {
  const name = /^\/v1\/([A-Za-z]+)$/.exec(request.url ?? '')?.[1];
  const operation = eidOperation.safeParse(name);
  if (request.method !== 'POST' || (!operation.success && name !== 'person')) throw bizaFailures['not-understood']();
  const value = await jsonOf(request);
  const signal = new AbortController().signal;
  return operation.success ? performRequest(side, operation.data, value, signal) : performLookUp(side, lookUp.safeParse(value).data?.insz, signal);
}

async function jsonOf(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > largestRequest) throw bizaFailures['not-understood']();
    parts.push(part);
  }
  const read = readJson(Buffer.concat(parts));
  if ('flaw' in read) throw bizaFailures['not-understood']();
  return read.value;
}
