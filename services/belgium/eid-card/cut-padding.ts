import { CardRefused } from './card-refused.ts';

/** Files of a card have a fixed size: what is shorter ends in zeros. */
export function withoutZeros(file: Uint8Array): Uint8Array {
  let end = file.length;
  while (end > 0 && file[end - 1] === 0) end -= 1;
  return file.subarray(0, end);
}

/**
 * Cuts a file to the length that is known from elsewhere. Nothing but zeros may come after it: so that no byte of a file escapes.
 * @throws CardRefused `unreadable`
 */
export function cutTo(length: number, file: Uint8Array): Uint8Array {
  if (length > file.length || file.subarray(length).some((byte) => byte !== 0)) throw new CardRefused('unreadable');
  return file.subarray(0, length);
}

/**
 * Cuts a file to the DER sequence that it begins with, by the length that stands in it (ITU-T X.690).
 * @throws CardRefused `unreadable`
 */
export function cutToDer(file: Uint8Array): Uint8Array {
  const [tag, first = 0, second = 0, third = 0] = file;
  if (tag !== 0x30) throw new CardRefused('unreadable');
  if (first < 0x80) return cutTo(2 + first, file);
  if (first === 0x81) return cutTo(3 + second, file);
  if (first === 0x82) return cutTo(4 + second * 256 + third, file);
  throw new CardRefused('unreadable');
}
