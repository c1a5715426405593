const alphabet = Buffer.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_');
const values = new Int8Array(256).fill(-1);
for (const [value, character] of alphabet.entries()) values[character] = value;
const padding = 0x3d;

/** Bytes to bytes, with no string between them; nothing where it is not base64url. Padding at the end is allowed, bits left over are not. */
export function decodeBase64url(text: Buffer): Buffer | undefined {
  const length = withoutPadding(text);
  if (length % 4 === 1) return undefined;
  const decoded = Buffer.alloc(Math.floor((length * 3) / 4));
  let [bits, held, to] = [0, 0, 0];
  for (let at = 0; at < length; at += 1) {
    const value = values[text[at] ?? 0] ?? -1;
    if (value < 0) return refuse(decoded);
    bits = ((bits << 6) | value) & 0xffff;
    held += 6;
    if (held >= 8) {
      held -= 8;
      decoded[to] = (bits >> held) & 0xff;
      to += 1;
    }
  }
  return (bits & ((1 << held) - 1)) === 0 ? decoded : refuse(decoded);
}

function withoutPadding(text: Buffer): number {
  if (text.length % 4 !== 0) return text.length;
  return text.length - (text.at(-1) !== padding ? 0 : text.at(-2) === padding ? 2 : 1);
}

function refuse(decoded: Buffer): undefined {
  decoded.fill(0);
  return undefined;
}
