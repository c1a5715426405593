import { request as overHttp, type Agent as HttpAgent, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as overHttps } from 'node:https';
import { TLSSocket } from 'node:tls';

export interface Posted {
  readonly status: number;
  readonly type: string;
  /** By lower-case name; several of one name are joined by a comma. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Uint8Array;
  /** Until when the certificate of the other side is valid, over TLS. */
  readonly validTo?: number;
}

export const tooLarge = 'TOO_LARGE';

/** Why nothing came back, and whether the other side can have got the request. */
export class NotAnswered extends Error {
  override readonly name = 'NotAnswered';
  readonly sent: boolean;
  /** The code of the system or of TLS, for instance ECONNREFUSED. Never what was sent. */
  readonly code: string;
  constructor(sent: boolean, code: string) {
    super(`not answered: ${code}`);
    this.sent = sent;
    this.code = code;
  }
}

export interface Way { readonly agent: HttpAgent; readonly timeoutMs: number; readonly largestAnswer: number }

export interface Outgoing { readonly method: string; readonly url: string; readonly headers: Readonly<Record<string, string>>; /** Left out: a request without a body. */ readonly body?: Uint8Array | undefined }

/** `send` with the method that SOAP has. @throws NotAnswered */
export function post(way: Way, url: string, headers: Readonly<Record<string, string>>, body: Uint8Array, signal: AbortSignal): Promise<Posted> {
  return send(way, { method: 'POST', url, headers, body }, signal);
}

/**
 * Sends a request once over a connection that stands or a new one, and reads the whole answer. A connection that broke is not tried again here: who
 * knows what the other side did before it broke. Nor is anybody followed to another address. @throws NotAnswered
 */
export function send({ agent, timeoutMs, largestAnswer }: Way, { method, url, headers, body }: Outgoing, signal: AbortSignal): Promise<Posted> {
  return new Promise((resolve, reject) => {
    let sent = false;
    const fail = (code: string) => reject(new NotAnswered(sent, code));
    const request = new URL(url).protocol === 'https:' ? overHttps : overHttp;
    // A key that TLS cannot read is thrown, not told.
    const outgoing = begun(() => request(url, { method, agent, headers: { ...headers, ...(body && { 'content-length': String(body.byteLength) }) }, signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]) }));
    outgoing.on('socket', (socket) => {
      // On a new connection nothing leaves before it is open, and with TLS before each side has proven itself.
      if (socket.connecting) socket.once('encrypted' in socket ? 'secureConnect' : 'connect', () => { sent = true; });
      else sent = true;
    });
    outgoing.on('error', (error: NodeJS.ErrnoException) => fail(error.code ?? error.name));
    outgoing.on('response', (answer) => {
      const validTo = answer.socket instanceof TLSSocket ? Date.parse(answer.socket.getPeerCertificate().valid_to) : undefined;
      const { statusCode: status = 0, headers: { 'content-type': type = '' } } = answer;
      const told = Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]));
      readWhole(answer, largestAnswer).then((read) => resolve({ status, type, headers: told, body: read, ...(validTo !== undefined && { validTo }) }), (error: unknown) => {
        fail(error instanceof Error && 'code' in error ? String(error.code) : 'broken');
        outgoing.destroy();
      });
    });
    outgoing.end(body);
  });
}

function begun(begin: () => ClientRequest): ClientRequest {
  try {
    return begin();
  } catch (error) {
    throw new NotAnswered(false, error instanceof Error && 'code' in error ? String(error.code) : 'unusable');
  }
}

async function readWhole(answer: IncomingMessage, largest: number): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of answer as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > largest) throw Object.assign(new Error('too large'), { code: tooLarge });
    parts.push(part);
  }
  return Buffer.concat(parts);
}
