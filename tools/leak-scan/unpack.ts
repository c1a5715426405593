import { constants, inflateRawSync, inflateSync } from 'node:zlib';

const gzip = Buffer.from([0x1f, 0x8b, 0x08]);
/** How zlib begins, by how hard it tried. */
const zlib = [0x01, 0x5e, 0x9c, 0xda].map((level) => Buffer.from([0x78, level]));
/** The end may be cut off. */
const limits = { maxOutputLength: 256 * 1024 * 1024, finishFlush: constants.Z_SYNC_FLUSH };

/** What is compressed somewhere in these bytes (gzip, or deflate as zlib writes it), wherever it begins and whatever follows. */
export function* unpack(bytes: Buffer): Generator<Buffer> {
  for (const [begin, open] of [[gzip, openGzip] as const, ...zlib.map((head) => [head, openZlib] as const)]) {
    for (let at = bytes.indexOf(begin); at >= 0; at = bytes.indexOf(begin, at + 1)) {
      try {
        yield open(bytes.subarray(at));
      } catch {
        // Two or three bytes that are alike by chance.
      }
    }
  }
}

const openZlib = (packed: Buffer) => inflateSync(packed, limits);

/** Node's own gunzip takes it amiss when something else follows: the header is read here (RFC 1952), what it announces is plain deflate. */
function openGzip(packed: Buffer): Buffer {
  const flags = packed.readUInt8(3);
  let at = 10;
  if ((flags & 4) !== 0) at += 2 + packed.readUInt16LE(at);
  for (const named of [8, 16]) if ((flags & named) !== 0) at = packed.indexOf(0, at) + 1;
  if ((flags & 2) !== 0) at += 2;
  return inflateRawSync(packed.subarray(at), limits);
}
