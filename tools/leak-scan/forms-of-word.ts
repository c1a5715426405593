import { views, type ViewName } from './views.ts';

/** One way in which a word may stand in a file, and how one must look to see it. */
export interface Form { readonly name: string; readonly bytes: Buffer; readonly view?: ViewName }

/** Shorter words, and shorter pieces of an encoding, are found by chance where nothing leaked. */
export const shortestBytes = 8;
/** Down to this length a word is looked for where it stands as a whole word. Four signs are a group of every id. */
export const shortestWord = 5;

/** Every form in which a word would betray somebody: as it is written, as others write it, and each of these as machines encode it. */
export function formsOf(word: string): Form[] {
  if (Buffer.byteLength(word) < shortestBytes) return wholeWords(word);
  const forms = [...spellingsOf(word)].flatMap(([spelling, text]) => [...encodingsOf(text)].map(([encoding, bytes]) => ({ name: `${spelling}, ${encoding}`, bytes })));
  const byBytes = new Map(forms.toReversed().map((form) => [form.bytes.toString('latin1'), form]));
  return [...[...byBytes.values()].toReversed().filter(({ bytes }) => bytes.length >= shortestBytes), ...groupedOf(word)];
}

/** A short word as it is written, with something else on either side. Encoded it would be found by chance. */
function wholeWords(word: string): Form[] {
  return [...new Set(spellingsOf(word).values())].map((text) => ({ name: 'a whole word', bytes: Buffer.from(views['whole words'].of(Buffer.from(`\0${text}\0`))), view: 'whole words' }));
}

/** A number however its digits are grouped; a telephone number without country and zero. */
function groupedOf(word: string): Form[] {
  if (!isNumber(word)) return [];
  const digits = word.replaceAll(/\D/g, '').replace(word.startsWith('+') ? /^32/ : '', '');
  return digits.length > shortestBytes ? [{ name: 'grouped', bytes: Buffer.from(digits), view: 'digits only' }] : [];
}

const isNumber = (word: string) => /^[+\d][\d .\-/+]*$/.test(word);

/** Bytes that are no text (a fingerprint): raw, and as machines write bytes. */
export function formsOfBytes(bytes: Buffer): Form[] {
  return [{ name: 'raw', bytes }, ...inText(bytes)].filter((form) => form.bytes.length >= shortestBytes);
}

function spellingsOf(word: string): Map<string, string> {
  const spellings = new Map([['as given', word], ['upper case', word.toLocaleUpperCase('nl')], ['lower case', word.toLocaleLowerCase('nl')], ['decomposed', word.normalize('NFD')]]);
  spellings.set('without diacritics', word.normalize('NFD').replaceAll(/\p{M}/gu, ''));
  if (isNumber(word)) for (const [name, text] of numbersOf(word.replaceAll(/\D/g, ''))) spellings.set(name, text);
  return spellings;
}

/** How people write the numbers of this house. */
function numbersOf(digits: string): [string, string][] {
  const cut = (...lengths: readonly number[]) => {
    let from = 0;
    return lengths.map((length) => digits.slice(from, from += length));
  };
  const written: [string, string][] = [['digits only', digits]];
  if (digits.length === 11) {
    const [year, month, day, serial, check] = cut(2, 2, 2, 3, 2);
    written.push(['as on a card', `${year}.${month}.${day}-${serial}.${check}`], ['with spaces', `${year} ${month} ${day} ${serial} ${check}`]);
  }
  if (digits.length === 12) written.push(['as a card number', cut(3, 7, 2).join('-')]);
  if (digits.startsWith('32')) {
    const national = `0${digits.slice(2)}`;
    written.push(['national', national], ['national, spaced', `${national.slice(0, 4)} ${national.slice(4, 6)} ${national.slice(6, 8)} ${national.slice(8)}`]);
  }
  return written;
}

function encodingsOf(text: string): Map<string, Buffer> {
  const utf8 = Buffer.from(text, 'utf8');
  const utf16 = Buffer.from(text, 'utf16le');
  const encodings = new Map<string, Buffer>([['UTF-8', utf8], ['UTF-16 LE', utf16], ['UTF-16 BE', Buffer.from(utf16).swap16()]]);
  const latin1 = Buffer.from(text, 'latin1');
  if (latin1.toString('latin1') === text) encodings.set('Latin-1', latin1);
  encodings.set('percent-encoded', Buffer.from(encodeURIComponent(text)));
  encodings.set('percent-encoded whole', Buffer.from([...utf8].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')));
  const json = text.replaceAll(/[^ -~]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
  encodings.set('JSON escapes', Buffer.from(json));
  encodings.set('JSON within JSON', Buffer.from(json.replaceAll('\\', String.raw`\\`)));
  encodings.set('XML entities', Buffer.from(text.replaceAll(/[^ -~]/gu, (sign) => `&#${sign.codePointAt(0) ?? 0};`)));
  encodings.set('XML entities in hex', Buffer.from(text.replaceAll(/[^ -~]/gu, (sign) => `&#x${(sign.codePointAt(0) ?? 0).toString(16)};`)));
  encodings.set('octal escapes', Buffer.from([...utf8].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('')));
  for (const { name, bytes } of inText(Buffer.from(utf8.toString('hex')))) encodings.set(`hex in ${name}`, bytes);
  encodings.set('quoted-printable', Buffer.from([...utf8].map((byte) => (byte > 126 || byte === 61 ? `=${byte.toString(16).padStart(2, '0')}` : String.fromCharCode(byte))).join('')));
  for (const { name, bytes } of inText(utf8)) encodings.set(name, bytes);
  for (const { name, bytes } of inText(utf16)) encodings.set(`UTF-16 LE ${name}`, bytes);
  return encodings;
}

function inText(bytes: Buffer): Form[] {
  const base64 = [0, 1, 2].flatMap((before) => [
    { name: `base64 at ${before}`, bytes: Buffer.from(base64Inside(bytes, before)) },
    { name: `base64url at ${before}`, bytes: Buffer.from(base64Inside(bytes, before).replaceAll('+', '-').replaceAll('/', '_')) },
  ]);
  return [{ name: 'hex', bytes: Buffer.from(bytes.toString('hex')) }, { name: 'spaced hex', bytes: Buffer.from(bytes.toString('hex').replaceAll(/..(?=.)/g, '$& ')) }, ...base64];
}

/** What stays the same in base64 whatever stands before and after: it depends on the place within three bytes. */
function base64Inside(bytes: Buffer, before: number): string {
  const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64').replaceAll('=', '');
  const bits = (before + bytes.length) * 8;
  return text.slice(Math.ceil((before * 8) / 6), Math.floor(bits / 6));
}
