import type { IncomingMessage } from 'node:http';
import { gatewayFailures } from './gateway-failures.ts';

/** The JSON document of a request, still as bytes. @throws gateway.not-json, and what `readBytes` throws */
export async function readBody(request: IncomingMessage, limitBytes: number): Promise<Buffer> {
  const raw = await readBytes(request, limitBytes);
  if (raw.length > 0 && !isJson(request.headers['content-type'])) throw gatewayFailures['not-json']({ issues: [{ in: 'header', name: 'Content-Type', detail: 'application/json is expected' }] });
  return raw;
}

/**
 * The body as it came over the wire: signatures are verified over these bytes. What a refused request still sends is thrown away, so that the
 * answer reaches a caller who is not done sending; the server's time limit for a request ends that too.
 * @throws gateway.compressed, gateway.too-large, gateway.broken-off
 */
export async function readBytes(request: IncomingMessage, limitBytes: number): Promise<Buffer> {
  const { 'content-encoding': encoding, 'content-length': announced } = request.headers;
  if (encoding !== undefined && encoding.trim().toLowerCase() !== 'identity') throw gatewayFailures.compressed({ issues: [{ in: 'header', name: 'Content-Encoding', detail: 'none is expected' }] });
  if (announced !== undefined && Number(announced) > limitBytes) throw tooLarge(limitBytes);
  return collect(request, limitBytes);
}

function collect(request: IncomingMessage, limitBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limitBytes) chunks.push(chunk);
      else reject(tooLarge(limitBytes));
    });
    request.once('end', () => resolve(Buffer.concat(chunks)));
    request.once('error', (cause) => reject(gatewayFailures['broken-off']({ cause })));
    request.once('close', () => reject(gatewayFailures['broken-off']()));
  });
}

function tooLarge(limitBytes: number): Error {
  return gatewayFailures['too-large']({ issues: [{ in: 'body', name: 'body', detail: `at most ${limitBytes} bytes are taken` }] });
}

function isJson(contentType: string | undefined): boolean {
  return /^application\/json\s*(;\s*charset\s*=\s*"?utf-?8"?\s*)?$/i.test(contentType?.trim() ?? '');
}
