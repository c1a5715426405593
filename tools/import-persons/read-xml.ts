import { XMLParser, XMLValidator } from 'fast-xml-parser';

/** An element: its attributes as `@name`, its children by local name, its text as `#text`. */
export type Element = Readonly<Record<string, unknown>>;

/** What makes a file no registry answer at all. */
export type XmlProblem = 'empty' | 'too-large' | 'no-xml' | 'doctype-refused';

/** Bytes of the largest answer about one person that is read; the real ones stay under 30 000. */
export const longestAnswer = 2_000_000;
const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '@', removeNSPrefix: true, parseTagValue: false, parseAttributeValue: false, trimValues: true });

/** Reads XML that may be anything: document types (and with them entities) are refused, as are files too large for one person. */
export function readXml(text: string): Element | XmlProblem {
  if (text.trim() === '') return 'empty';
  if (text.length > longestAnswer) return 'too-large';
  if (/<!DOCTYPE|<!ENTITY/i.test(text)) return 'doctype-refused';
  try {
    if (XMLValidator.validate(text) !== true) return 'no-xml';
    const parsed: unknown = parser.parse(text);
    return isElement(parsed) ? parsed : 'no-xml';
  } catch {
    return 'no-xml';
  }
}

/** The text of a file, in the encoding that it names itself. @throws when that is unknown or the bytes are not written in it */
export function decodeXml(bytes: Uint8Array): string {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 200));
  const byMark = start.startsWith('ÿþ') ? 'utf-16le' : start.startsWith('þÿ') ? 'utf-16be' : undefined;
  const encoding = byMark ?? /^<\?xml[^>]*?\sencoding\s*=\s*["']([\w-]+)["']/.exec(start)?.[1] ?? 'utf-8';
  return new TextDecoder(encoding, { fatal: true }).decode(bytes);
}

/** The first element at a path of local names. */
export function at(element: unknown, ...path: readonly string[]): Element | undefined {
  const found = path.reduce<unknown>((from, name) => first(isElement(from) ? from[name] : undefined), element);
  return isElement(found) ? found : undefined;
}

/** The text at a path; undefined when there is none. */
export function textAt(element: unknown, ...path: readonly string[]): string | undefined {
  const holder = path.slice(0, -1).reduce<unknown>((from, name) => first(isElement(from) ? from[name] : undefined), element);
  const found = first(isElement(holder) ? holder[path.at(-1) ?? ''] : undefined);
  const text = isElement(found) ? found['#text'] : found;
  return typeof text === 'string' && text !== '' ? text : undefined;
}

/** All elements of a name below another one. */
export function allAt(element: unknown, name: string): readonly Element[] {
  const found = isElement(element) ? element[name] : undefined;
  return (Array.isArray(found) ? found : [found]).filter(isElement);
}

/** All elements of a name anywhere below. */
export function everywhere(element: unknown, name: string): Element[] {
  if (Array.isArray(element)) return element.flatMap((one) => everywhere(one, name));
  if (!isElement(element)) return [];
  return Object.entries(element).flatMap(([key, value]) => [...(key === name ? (Array.isArray(value) ? value : [value]).filter(isElement) : []), ...everywhere(value, name)]);
}

function first(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : value;
}

function isElement(value: unknown): value is Element {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
