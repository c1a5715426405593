import { forbiddenCharacter } from './xml-characters.ts';
import { placeIn, xmlFailures } from './xml-failures.ts';

const declaration = /^<\?xml[ \t\n]+version[ \t\n]*=[ \t\n]*(?:"1\.0"|'1\.0')(?:[ \t\n]+encoding[ \t\n]*=[ \t\n]*(?:"([\w.-]*)"|'([\w.-]*)'))?(?:[ \t\n]+standalone[ \t\n]*=[ \t\n]*(?:"(?:yes|no)"|'(?:yes|no)'))?[ \t\n]*\?>/;

export interface XmlText {
  /** Line ends as XML 1.0 wants them (section 2.11): a line feed each. */
  readonly text: string;
  /** Where the document begins, after the XML declaration. */
  readonly start: number;
}

/** Bytes to text: UTF-8 only, of a bounded size, and every character one that XML 1.0 allows. */
export function decodeXml(bytes: Uint8Array, maximumBytes: number): XmlText {
  if (bytes.length > maximumBytes) {
    throw xmlFailures['too-large']({ issues: [{ in: 'body', name: 'document', detail: `more than ${maximumBytes} bytes` }] });
  }
  const text = textOf(bytes).replace(/\r\n?/g, '\n');
  const forbidden = text.search(forbiddenCharacter);
  if (forbidden !== -1) throw malformed(text, forbidden, 'a character that XML does not allow');
  if (!/^<\?xml[ \t\n]/.test(text)) return { text, start: 0 };

  const found = declaration.exec(text);
  if (found === null) throw malformed(text, 0, 'the XML declaration is not one of XML 1.0');
  const encoding = found[1] ?? found[2] ?? 'utf-8';
  if (encoding.toLowerCase() !== 'utf-8') {
    throw xmlFailures['not-utf-8']({ issues: [{ in: 'body', name: placeIn(text, 0), detail: 'the XML declaration names another encoding' }] });
  }
  return { text, start: found[0].length };
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw xmlFailures['not-utf-8']({ issues: [{ in: 'body', name: 'document', detail: 'a byte that UTF-8 does not allow' }] });
  }
}

function malformed(text: string, at: number, detail: string): Error {
  return xmlFailures.malformed({ issues: [{ in: 'body', name: placeIn(text, at), detail }] });
}
