import type { XmlText } from './decode-xml.ts';
import { expandReferences } from './expand-references.ts';
import { declarationsAmong, resolveAttributes, resolveElement } from './resolve-names.ts';
import type { RawAttribute } from './resolve-names.ts';
import { nameHere } from './xml-characters.ts';
import { placeIn, xmlFailures } from './xml-failures.ts';
import type { XmlLimits } from './xml-limits.ts';
import { outerScope } from './xml-tree.ts';
import type { Scope, XmlElement } from './xml-tree.ts';

/** What is told of a document, in its order. Comments are not told of: text on both sides of one is one text. */
export interface XmlEvents {
  open(start: Omit<XmlElement, 'children'>): void;
  text(value: string): void;
  close(): void;
}

interface OpenElement { readonly prefix: string; readonly local: string; readonly scope: Scope }

/**
 * Reads a strict part of XML 1.0 with namespaces once, from front to back: no DTD, no processing instructions, nothing repaired.
 * Everything that it does not know is refused, and no step looks back, so the time is in proportion to the length.
 */
export function scanXml({ text, start }: XmlText, limits: XmlLimits, events: XmlEvents): void {
  let at = start;
  let elements = 0;
  let numericReferences = 0;
  let rootSeen = false;
  const open: OpenElement[] = [];

  const refuse = (detail: string, where = at, make = xmlFailures.malformed): never => {
    throw make({ issues: [{ in: 'body', name: placeIn(text, where), detail }] });
  };
  const overLimit = (what: string, where = at): never => refuse(`more than ${what}`, where, xmlFailures['over-limit']);
  const forbid = (detail: string): never => refuse(detail, at, xmlFailures.forbidden);

  const expand = (raw: string, from: number): string => expandReferences(raw, from, {
    numeric(where) {
      numericReferences += 1;
      if (numericReferences > limits.numericReferences) overLimit(`${limits.numericReferences} numeric references`, where);
    },
    refuse,
  });
  const skipSpace = (): boolean => {
    const from = at;
    while (isSpace(text.charCodeAt(at))) at += 1;
    return at > from;
  };
  const take = (token: string, missing: string): void => {
    if (!text.startsWith(token, at)) refuse(missing);
    at += token.length;
  };
  const takeName = (): { prefix: string; local: string } => {
    nameHere.lastIndex = at;
    const found = nameHere.exec(text) ?? refuse('no name where one must stand');
    at += found[0].length;
    return { prefix: found[1] ?? '', local: found[2] ?? '' };
  };
  const upTo = (token: string, missing: string): string => {
    const end = text.indexOf(token, at);
    const taken = text.slice(at, end === -1 ? refuse(missing) : end);
    at = end + token.length;
    return taken;
  };

  const takeAttribute = (): RawAttribute => {
    const from = at;
    const name = takeName();
    skipSpace();
    take('=', 'an attribute without a value');
    skipSpace();
    const quote = text[at];
    if (quote !== '"' && quote !== "'") return refuse('an attribute value without quotes');
    at += 1;
    const valueAt = at;
    const raw = upTo(quote, 'an attribute value without an end');
    if (raw.includes('<')) refuse('a < in an attribute value', valueAt);
    return { ...name, value: expand(raw.replace(/[\t\n]/g, ' '), valueAt), at: from };
  };

  const takeStart = (): void => {
    const from = at;
    if (rootSeen && open.length === 0) refuse('content after the root element');
    rootSeen = true;
    elements += 1;
    if (elements > limits.elements) overLimit(`${limits.elements} elements`);
    if (open.length >= limits.depth) overLimit(`${limits.depth} elements inside each other`);
    at += 1;
    const { prefix, local } = takeName();
    const attributes: RawAttribute[] = [];
    while (skipSpace() && text[at] !== '>' && text[at] !== '/') {
      if (attributes.length >= limits.attributes) overLimit(`${limits.attributes} attributes on an element`);
      attributes.push(takeAttribute());
    }
    const empty = text[at] === '/';
    take(empty ? '/>' : '>', 'a start tag without an end');

    const declared = declarationsAmong(attributes, refuse);
    const around = open.at(-1)?.scope ?? outerScope;
    const scope = declared.size === 0 ? around : new Map([...around, ...declared]);
    const name = resolveElement(scope, prefix, local, from, refuse);
    events.open({ name, attributes: resolveAttributes(scope, attributes, refuse), declared, scope });
    if (empty) events.close();
    else open.push({ prefix, local, scope });
  };

  const takeEnd = (): void => {
    const from = at;
    at += 2;
    const { prefix, local } = takeName();
    skipSpace();
    take('>', 'an end tag without an end');
    const closed = open.pop();
    if (closed?.prefix !== prefix || closed.local !== local) refuse('an end tag that closes another element', from);
    events.close();
  };

  const takeComment = (): void => {
    at += '<!--'.length;
    upTo('--', 'a comment without an end');
    take('>', 'two hyphens inside a comment');
  };

  const takeCdata = (): void => {
    if (open.length === 0) refuse('text outside the root element');
    at += '<![CDATA['.length;
    events.text(upTo(']]>', 'a CDATA section without an end'));
  };

  const takeText = (): void => {
    const from = at;
    const next = text.indexOf('<', at);
    at = next === -1 ? text.length : next;
    const raw = text.slice(from, at);
    if (open.length === 0 && /[^ \t\n]/.test(raw)) refuse('text outside the root element', from);
    if (raw.includes(']]>')) refuse('the end of a CDATA section that was not begun', from);
    if (open.length > 0) events.text(expand(raw, from));
  };

  const takeMarkup = (): void => {
    if (text.startsWith('</', at)) takeEnd();
    else if (text.startsWith('<!--', at)) takeComment();
    else if (text.startsWith('<![CDATA[', at)) takeCdata();
    else if (text.startsWith('<!', at)) forbid('a document type or entity declaration');
    else if (text.startsWith('<?', at)) forbid('a processing instruction');
    else takeStart();
  };

  while (at < text.length) {
    if (text[at] === '<') takeMarkup();
    else takeText();
  }
  if (!rootSeen || open.length > 0) refuse('the document ends before its root element does');
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0A || code === 0x09;
}
