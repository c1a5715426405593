/** One value of ASN.1 in DER: its tag, its length, what is in it. */
export function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag]), lengthOf(content.length), content]);
}

export const sequence = (...parts: readonly Uint8Array[]): Buffer => der(0x30, ...parts);
/** `[number]`, around other values. */
export const tagged = (number: number, ...parts: readonly Uint8Array[]): Buffer => der(0xa0 + number, ...parts);
export const octets = (hex: string): Buffer => der(0x04, Buffer.from(hex, 'hex'));
export const text = (words: string): Buffer => der(0x0c, Buffer.from(words, 'utf8'));
export const yes = (): Buffer => der(0x01, Buffer.from([0xff]));

export function integer(value: number): Buffer {
  const hex = value.toString(16);
  const even = hex.length % 2 === 0 ? hex : `0${hex}`;
  return der(0x02, Buffer.from(Number.parseInt(even.slice(0, 2), 16) > 0x7f ? `00${even}` : even, 'hex'));
}

/** Named bits: those that are set, counted from 0. The zeros behind the last one are left out. */
export function bits(...set: readonly number[]): Buffer {
  const length = Math.max(...set) + 1;
  const bytes = Buffer.alloc(Math.ceil(length / 8));
  for (const bit of set) bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) | (0x80 >> (bit & 7));
  return der(0x03, Buffer.from([bytes.length * 8 - length]), bytes);
}

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  return length < 0x100 ? Buffer.from([0x81, length]) : Buffer.from([0x82, length >> 8, length & 0xff]);
}
