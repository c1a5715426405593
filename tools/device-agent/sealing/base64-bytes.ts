const alphabet = Buffer.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/', 'latin1');
const padding = '='.charCodeAt(0);

/** Base64 (RFC 4648, with padding) as bytes: `toString('base64')` would make a string, and a string cannot be wiped. */
export function base64Bytes(bytes: Uint8Array): Buffer {
  const text = Buffer.alloc(Math.ceil(bytes.length / 3) * 4, padding);
  for (let from = 0, to = 0; from < bytes.length; from += 3, to += 4) {
    const left = bytes.length - from;
    const three = (at(bytes, from) << 16) | (at(bytes, from + 1) << 8) | at(bytes, from + 2);
    for (let digit = 0; digit < Math.min(4, left + 1); digit++) text[to + digit] = at(alphabet, (three >> (18 - 6 * digit)) & 63);
  }
  return text;
}

const at = (bytes: Uint8Array, index: number): number => bytes[index] ?? 0;
