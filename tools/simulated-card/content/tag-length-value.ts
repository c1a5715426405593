/** A field of the files of the identity: tag, length, value. A length of 255 and more takes more bytes, each 255 but the last. */
export function field(tag: number, value: Uint8Array | string): Buffer {
  const bytes = typeof value === 'string' ? Buffer.from(value, 'utf8') : Buffer.from(value);
  const length = Buffer.alloc(Math.floor(bytes.length / 255) + 1, 255);
  length[length.length - 1] = bytes.length % 255;
  return Buffer.concat([Buffer.from([tag]), length, bytes]);
}
