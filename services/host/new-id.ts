import { randomBytes } from 'node:crypto';

/**
 * UUIDv7 (RFC 9562): 48 bits of milliseconds, then a counter, then chance. Ids that one process makes rise strictly, also within one
 * millisecond, so that they sort in the order in which things were asked.
 */
export function makeIdSource(realNow: () => number, random: (size: number) => Uint8Array = randomBytes): () => string {
  let last = 0;
  let counter = 0;
  return () => {
    const now = Math.max(realNow(), last);
    counter = now === last ? counter + 1 : 0;
    if (counter > 0xfff) { last += 1; counter = 0; } else last = now;
    const bytes = Buffer.from(random(16));
    bytes.writeUIntBE(last, 0, 6);
    bytes.writeUInt16BE(0x7000 | counter, 6);
    bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
    const hex = bytes.toString('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  };
}
