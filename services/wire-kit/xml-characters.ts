/** Productions of XML 1.0 (fifth edition) and of Namespaces in XML 1.0, as regular expressions. */

const nameStart = String.raw`A-Z_a-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C-\u200D\u2070-\u218F\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\u{10000}-\u{EFFFF}`;
const ncName = String.raw`[${nameStart}][${nameStart}\-.0-9\u00B7\u0300-\u036F\u203F-\u2040]*`;

/** The first character that XML 1.0 has no place for: NUL, most controls, lone surrogates, U+FFFE, U+FFFF. */
export const forbiddenCharacter = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

/** A name without a colon, from the first to the last character. */
export const wholeNcName = new RegExp(`^${ncName}$`, 'u');

/** A name with at most one prefix, at the place where the search stands. */
export const nameHere = new RegExp(`(?:(${ncName}):)?(${ncName})`, 'uy');

export const xmlNamespace = 'http://www.w3.org/XML/1998/namespace';
export const xmlnsNamespace = 'http://www.w3.org/2000/xmlns/';
