import { CardRefused } from './card-refused.ts';

/** Of seven bits each: enough for any field of a card. */
const mostLengthBytes = 3;

/**
 * The fields of an identity or address file: a tag of one byte, a length of seven bits a byte (the eighth says that another follows), the value.
 * Tag 0 is the version of the file on old cards, and padding at the end: nothing that we ask. Tags that nobody knows are left alone.
 * @throws CardRefused `unreadable`: a length past the end, or a tag that stands twice
 */
export function readFields(file: Uint8Array): ReadonlyMap<number, Uint8Array> {
  const fields = new Map<number, Uint8Array>();
  let at = 0;
  const next = (): number => {
    const byte = file[at];
    if (byte === undefined) throw new CardRefused('unreadable');
    at += 1;
    return byte;
  };
  while (at < file.length) {
    const tag = next();
    // One byte of padding that is left over has no length.
    if (tag === 0 && at === file.length) break;
    let length = 0;
    for (let count = 1; ; count += 1) {
      const byte = next();
      length = (length << 7) + (byte & 0x7f);
      if ((byte & 0x80) === 0) break;
      if (count === mostLengthBytes) throw new CardRefused('unreadable');
    }
    if (at + length > file.length || (tag !== 0 && fields.has(tag))) throw new CardRefused('unreadable');
    if (tag !== 0) fields.set(tag, file.subarray(at, at + length));
    at += length;
  }
  return fields;
}
