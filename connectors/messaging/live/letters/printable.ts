/**
 * Letters that the font of our letters has (DejaVu Sans): Latin with all its accents, Greek, Cyrillic, and the marks of typography. What it has not is printed as
 * the sign for an unknown letter: PDF/A forbids a glyph that is not there, and a name with one odd letter still finds its house.
 */
const unknownToTheFont = /[^\n\u0020-\u007E\u00A0-\u02AF\u0370-\u0377\u037A-\u037F\u0384-\u038A\u038C\u038E-\u03A1\u03A3-\u052F\u1E00-\u1EFF\u2010-\u2027\u2030-\u205E\u20AC\u2116\u2122\u2190-\u21FF]/gu;

export function printable(text: string): string {
  return text.normalize('NFC').replaceAll('\t', '    ').replaceAll(unknownToTheFont, '\uFFFD');
}
