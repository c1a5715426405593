// GSM 03.38: the default alphabet, and the characters that need an escape and so count two.
const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const extension = new Set('\f^{}\\[~]|€');

const septets = (character: string): number | undefined => {
  if (basic.has(character)) return 1;
  return extension.has(character) ? 2 : undefined;
};

/** Fills parts of `room` units; a character of two units is never cut in two. */
const partsOf = (sizes: readonly number[], alone: number, room: number): number => {
  if (sizes.reduce((sum, size) => sum + size, 0) <= alone) return 1;
  let parts = 1;
  let used = 0;
  for (const size of sizes) {
    if (used + size > room) {
      parts += 1;
      used = 0;
    }
    used += size;
  }
  return parts;
};

/** Does it take no other letters than those of the GSM alphabet? */
export const isGsmText = (text: string): boolean => Array.from(text).every((character) => septets(character) !== undefined);

/** How many SMS parts a text takes: GSM-7 holds 160 (153 in a chain), one character outside it makes the whole text UCS-2, 70 (67). */
export const smsParts = (text: string): number => {
  const characters = Array.from(text);
  const inGsm7 = characters.map(septets);
  return inGsm7.every((size) => size !== undefined)
    ? partsOf(inGsm7, 160, 153)
    : partsOf(characters.map((character) => character.length), 70, 67);
};

const lookalikes: ReadonlyMap<string, string> = new Map([
  ['\u2018', '\''], ['\u2019', '\''], ['\u201C', '"'], ['\u201D', '"'], ['\u2013', '-'], ['\u2014', '-'], ['\u2026', '...'], ['œ', 'oe'], ['Œ', 'OE'],
]);

/** Writes what GSM-7 lacks with its nearest letter (û as u), so that one name does not double the price. What has none stays as it is. */
export const inGsmLetters = (text: string): string => Array.from(text.normalize('NFC'), (character) => {
  if (septets(character) !== undefined) return character;
  if (/\p{Zs}/u.test(character)) return ' ';
  const plain = lookalikes.get(character) ?? character.normalize('NFD').replace(/\p{M}/gu, '');
  return plain !== '' && Array.from(plain).every((letter) => septets(letter) !== undefined) ? plain : character;
}).join('');
