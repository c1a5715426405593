import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { z } from 'zod';

/** A frame that went over the line: who said it, and of which kind. */
export interface SeenFrame { readonly by: 'agent' | 'house'; readonly frame: string }

export interface WatchedLine { readonly port: number; readonly seen: SeenFrame[]; close(): void }

const kind = z.object({ frame: z.string() });

/** Passes everything on, and notes what kinds of frames of the agents' line went by. */
export async function watchLine(to: number): Promise<WatchedLine> {
  const seen: SeenFrame[] = [];
  const server = createServer((near) => {
    const far = connect(to, '127.0.0.1');
    for (const [from, other, by] of [[near, far, 'agent'], [far, near, 'house']] as const) {
      const read = frameReader((text) => { seen.push({ by, frame: kindOf(text) }); });
      from.on('data', (part) => { read(part); other.write(part); });
      from.on('error', () => undefined).on('close', () => { other.destroy(); });
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return { port: address.port, seen, close: () => { server.close(); } };
}

/** Takes text messages out of a WebSocket's bytes (RFC 6455, 5.2), once its HTTP is over. */
function frameReader(give: (text: string) => void): (part: Buffer) => void {
  let bytes = Buffer.alloc(0);
  let isOpen = false;
  return (part) => {
    bytes = Buffer.concat([bytes, part]);
    if (!isOpen) {
      const end = bytes.indexOf('\r\n\r\n');
      if (end < 0 || !/upgrade: websocket/i.test(bytes.subarray(0, end).toString('latin1'))) return;
      isOpen = true;
      bytes = bytes.subarray(end + 4);
    }
    for (let frame = nextFrame(bytes); frame; frame = nextFrame(bytes)) {
      bytes = bytes.subarray(frame.length);
      if (frame.isText) give(frame.text());
    }
  };
}

const lengths = { 126: 2, 127: 8 } as const;

function nextFrame(bytes: Buffer): { readonly length: number; readonly isText: boolean; text(): string } | undefined {
  if (bytes.length < 2) return undefined;
  const [first, second] = [bytes.readUInt8(0), bytes.readUInt8(1)];
  const short = second & 0x7f;
  const more = short === 126 || short === 127 ? lengths[short] : 0;
  const maskAt = 2 + more;
  const from = maskAt + ((second & 0x80) === 0 ? 0 : 4);
  if (bytes.length < from) return undefined;
  const size = more === 0 ? short : more === 2 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
  if (bytes.length < from + size) return undefined;
  const mask = bytes.subarray(maskAt, from);
  return { length: from + size, isText: (first & 0x0f) === 1, text: () => Buffer.from(bytes.subarray(from, from + size).map((byte, at) => byte ^ (mask[at % 4] ?? 0))).toString('utf8') };
}

/** Its payload is signed, not hidden. */
function kindOf(text: string): string {
  const payload: unknown = JSON.parse(Buffer.from(text.split('.')[1] ?? '', 'base64url').toString('utf8'));
  return kind.parse(payload).frame;
}
