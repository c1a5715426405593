/** One way in which a word may stand in a file. */
export interface Form { readonly name: string; readonly bytes: Buffer }

/** Shorter words, and shorter pieces of an encoding, are found by chance where nothing leaked. */
export const shortestBytes = 8;

/** Every form in which a word would betray somebody: as it is written, as others write it, and each of these as machines encode it. */
export function formsOf(word: string): Form[] {
  const forms = [...spellingsOf(word)].flatMap(([spelling, text]) => [...encodingsOf(text)].map(([encoding, bytes]) => ({ name: `${spelling}, ${encoding}`, bytes })));
  const byBytes = new Map(forms.toReversed().map((form) => [form.bytes.toString('latin1'), form]));
  return [...byBytes.values()].toReversed().filter(({ bytes }) => bytes.length >= shortestBytes);
}

/** Bytes that are no text (a fingerprint): raw, and as machines write bytes. */
export function formsOfBytes(bytes: Buffer): Form[] {
  return [{ name: 'raw', bytes }, ...inText(bytes)].filter((form) => form.bytes.length >= shortestBytes);
}

function spellingsOf(word: string): Map<string, string> {
  const spellings = new Map([['as given', word], ['upper case', word.toLocaleUpperCase('nl')], ['lower case', word.toLocaleLowerCase('nl')], ['decomposed', word.normalize('NFD')]]);
  spellings.set('without diacritics', word.normalize('NFD').replaceAll(/\p{M}/gu, ''));
  if (/^[+\d][\d .\-/+]*$/.test(word)) for (const [name, text] of numbersOf(word.replaceAll(/\D/g, ''))) spellings.set(name, text);
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
  encodings.set('JSON escapes', Buffer.from(text.replaceAll(/[^ -~]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)));
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
