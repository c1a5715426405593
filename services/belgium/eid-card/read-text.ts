import { CardRefused } from './card-refused.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });
const latin = new TextDecoder('latin1');

/**
 * A field as text: UTF-8, or Latin on the oldest cards.
 * @throws CardRefused `unreadable`: characters that nobody is called by
 */
export function readText(value: Uint8Array | undefined): string {
  if (value === undefined) return '';
  const text = decode(value).trim();
  if (/\p{Cc}/u.test(text)) throw new CardRefused('unreadable');
  return text;
}

function decode(value: Uint8Array): string {
  try {
    return utf8.decode(value);
  } catch {
    return latin.decode(value);
  }
}
