import { randomUUID } from 'node:crypto';
import type { Duplex } from 'node:stream';

const titles: ReadonlyMap<string, readonly [status: number, reason: string, detail: string]> = new Map([
  ['HPE_HEADER_OVERFLOW', [431, 'Request Header Fields Too Large', 'The headers or the address are too long.']],
  ['ERR_HTTP_REQUEST_TIMEOUT', [408, 'Request Timeout', 'The request took too long to arrive.']],
]);

/** Answers what is no HTTP at all, or took too long, as a problem too; there is no request to answer to, so it is written by hand. */
export function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, reason, detail] = titles.get(error.code ?? '') ?? [400, 'Bad Request', 'The request is not well-formed HTTP.'];
  const traceId = randomUUID();
  const body = JSON.stringify({ type: 'urn:problem-type:belgif:badRequest', title: reason, status, detail, instance: `urn:uuid:${randomUUID()}`, traceId });
  socket.end(`HTTP/1.1 ${status} ${reason}\r\nConnection: close\r\nContent-Type: application/problem+json\r\nBelGov-Trace-Id: ${traceId}\r\nX-Content-Type-Options: nosniff\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}
