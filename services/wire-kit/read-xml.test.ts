import * as fc from 'fast-check';
import { isFailure } from '#services/kernel/failure.ts';
import { attributeOf, childNamed, childText, childrenNamed, childrenOf, optionalChild, optionalText, textOf } from './find-in-xml.ts';
import { readXml } from './read-xml.ts';
import { defaultXmlLimits } from './xml-limits.ts';
import { element, prefixed, unqualified, withAttributes, writeXml } from './write-xml.ts';
import type { XmlTree } from './xml-tree.ts';

const utf8 = (text: string): Uint8Array => Buffer.from(text, 'utf8');
const read = (text: string) => readXml(utf8(text));

/** The refusal in one line: type, place, rule. */
const refusal = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (!isFailure(error)) throw error;
    expect(error.data.retry).toBe('never');
    return [error.type, ...(error.data.issues ?? []).map(({ name, detail }) => `${name}: ${detail}`)].join(' · ');
  }
  return 'taken';
};

test.each([
  ['a document type', '<!DOCTYPE a><a/>', 'xml.forbidden · line 1, column 1: a document type or entity declaration'],
  ['a bomb of entities', '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]><a>&c;</a>', 'xml.forbidden · line 1, column 1: a document type or entity declaration'],
  ['an external entity', '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', 'xml.forbidden · line 1, column 1: a document type or entity declaration'],
  ['a document type in the root element', '<a>\n<!DOCTYPE a></a>', 'xml.forbidden · line 2, column 1: a document type or entity declaration'],
  ['an entity declaration', '<a><!ENTITY b "b"></a>', 'xml.forbidden · line 1, column 4: a document type or entity declaration'],
  ['a processing instruction', '<a/><?go now?>', 'xml.forbidden · line 1, column 5: a processing instruction'],
  ['a second XML declaration', '<?xml version="1.0"?><?xml version="1.0"?><a/>', 'xml.forbidden · line 1, column 22: a processing instruction'],
  ['XML 1.1', '<?xml version="1.1"?><a/>', 'xml.malformed · line 1, column 1: the XML declaration is not one of XML 1.0'],
  ['another encoding', '<?xml version="1.0" encoding="ISO-8859-1"?><a/>', 'xml.not-utf-8 · line 1, column 1: the XML declaration names another encoding'],
  ['an unknown entity', '<a>&eacute;</a>', 'xml.malformed · line 1, column 4: a reference to an entity that XML does not know by itself'],
  ['a bare ampersand', '<a b="x & y"/>', 'xml.malformed · line 1, column 9: a reference to an entity that XML does not know by itself'],
  ['a name that the language knows', '<a>&constructor;</a>', 'xml.malformed · line 1, column 4: a reference to an entity that XML does not know by itself'],
  ['a reference to NUL', '<a>&#0;</a>', 'xml.malformed · line 1, column 4: a reference to a character that XML does not allow'],
  ['a reference past Unicode', '<a>&#x110000;</a>', 'xml.malformed · line 1, column 4: a reference to a character that XML does not allow'],
  ['a reference to half a character', '<a>&#xD800;</a>', 'xml.malformed · line 1, column 4: a reference to a character that XML does not allow'],
  ['a NUL', '<a>\0</a>', 'xml.malformed · line 1, column 4: a character that XML does not allow'],
  ['a control character', '<a>\u0007</a>', 'xml.malformed · line 1, column 4: a character that XML does not allow'],
  ['an attribute twice', '<a b="1" b="2"/>', 'xml.malformed · line 1, column 10: an attribute that stands twice'],
  ['an attribute twice under two prefixes', '<a xmlns:p="u" xmlns:q="u" p:b="1" q:b="2"/>', 'xml.malformed · line 1, column 36: an attribute that stands twice'],
  ['an undeclared prefix', '<p:a/>', 'xml.malformed · line 1, column 1: a prefix that is not declared'],
  ['an undeclared prefix of an attribute', '<a p:b=""/>', 'xml.malformed · line 1, column 4: a prefix that is not declared'],
  ['a prefix whose declaration has ended', '<a><b xmlns:p="u"/><p:c/></a>', 'xml.malformed · line 1, column 20: a prefix that is not declared'],
  ['a prefix taken back', '<a xmlns:p=""/>', 'xml.malformed · line 1, column 4: a prefix is bound to no namespace'],
  ['the prefix xml bound elsewhere', '<a xmlns:xml="u"/>', 'xml.malformed · line 1, column 4: a reserved prefix or namespace is bound'],
  ['the namespace of xml under another prefix', '<a xmlns:p="http://www.w3.org/XML/1998/namespace"/>', 'xml.malformed · line 1, column 4: a reserved prefix or namespace is bound'],
  ['the prefix xmlns declared', '<a xmlns:xmlns="u"/>', 'xml.malformed · line 1, column 4: a reserved prefix or namespace is bound'],
  ['the namespace of declarations under a prefix', '<a xmlns:p="http://www.w3.org/2000/xmlns/"/>', 'xml.malformed · line 1, column 4: a reserved prefix or namespace is bound'],
  ['a prefix declared twice', '<a xmlns:p="u" xmlns:p="v"/>', 'xml.malformed · line 1, column 16: an attribute that stands twice'],
  ['a default namespace declared twice', '<a xmlns="u" xmlns="v"/>', 'xml.malformed · line 1, column 14: an attribute that stands twice'],
  ['an element with the prefix xmlns', '<xmlns:a/>', 'xml.malformed · line 1, column 1: a prefix that is not declared'],
  ['an attribute that canonicalization would leave out', '<a xmlnsrole="admin"/>', 'xml.malformed · line 1, column 4: an attribute name that begins with xmlns'],
  ['content after the root', '<a/><b/>', 'xml.malformed · line 1, column 5: content after the root element'],
  ['text after the root', '<a/>\n b', 'xml.malformed · line 1, column 5: text outside the root element'],
  ['CDATA after the root', '<a/><![CDATA[]]>', 'xml.malformed · line 1, column 5: text outside the root element'],
  ['text before the root', 'b<a/>', 'xml.malformed · line 1, column 1: text outside the root element'],
  ['no root', ' ', 'xml.malformed · line 1, column 2: the document ends before its root element does'],
  ['an open root', '<a><b></b>', 'xml.malformed · line 1, column 11: the document ends before its root element does'],
  ['crossed tags', '<a><b></a></b>', 'xml.malformed · line 1, column 7: an end tag that closes another element'],
  ['an end tag with other letters', '<a></A>', 'xml.malformed · line 1, column 4: an end tag that closes another element'],
  ['a value without quotes', '<a b=c/>', 'xml.malformed · line 1, column 6: an attribute value without quotes'],
  ['a value without an end', '<a b="c/>', 'xml.malformed · line 1, column 7: an attribute value without an end'],
  ['a < in a value', '<a b="<"/>', 'xml.malformed · line 1, column 7: a < in an attribute value'],
  ['attributes without space', '<a b=""c=""/>', 'xml.malformed · line 1, column 8: a start tag without an end'],
  ['two hyphens in a comment', '<!-- -- --><a/>', 'xml.malformed · line 1, column 8: two hyphens inside a comment'],
  ['the end of a CDATA section alone', '<a>]]></a>', 'xml.malformed · line 1, column 4: the end of a CDATA section that was not begun'],
  ['a name with two colons', '<a:b:c/>', 'xml.malformed · line 1, column 5: a start tag without an end'],
])('refuses %s', (_what, text, expected) => {
  expect(refusal(() => read(text))).toBe(expected);
});

test.each([
  ['a byte that UTF-8 does not know', Buffer.from([0x3C, 0x61, 0xFF, 0x2F, 0x3E])],
  ['an overlong form', Buffer.from([0x3C, 0x61, 0x3E, 0xC0, 0xBC, 0x3C, 0x2F, 0x61, 0x3E])],
  ['UTF-16', Buffer.from('\uFEFF<a/>', 'utf16le')],
])('refuses %s', (_what, bytes) => {
  expect(refusal(() => readXml(bytes))).toMatch(/^xml\.not-utf-8/);
});

const { bytes, depth, elements, attributes, numericReferences } = defaultXmlLimits;
const many = (count: number, one: (index: number) => string): string => Array.from({ length: count }, (_, index) => one(index)).join('');
const limits: [string, number, (count: number) => string][] = [
  ['bytes', bytes, (count) => `<a>${'b'.repeat(count - '<a></a>'.length)}</a>`],
  ['depth', depth, (count) => `${'<a>'.repeat(count)}${'</a>'.repeat(count)}`],
  ['elements', elements, (count) => `<a>${'<b/>'.repeat(count - 1)}</a>`],
  ['attributes', attributes, (count) => `<a${many(count, (index) => ` b${index}=""`)}/>`],
  ['numeric references', numericReferences, (count) => `<a>${'&#65;'.repeat(count)}</a>`],
];
test.each(limits)('takes a document up to its limit of %s and refuses one more', (_what, limit, make) => {
  expect(read(make(limit)).name.local).toBe('a');
  expect(refusal(() => read(make(limit + 1)))).toMatch(/^xml\.(over-limit|too-large)/);
});

test('refuses five thousand elements inside each other, though there are no end tags', () => {
  expect(refusal(() => read('<a>'.repeat(5_000)))).toBe('xml.over-limit · line 1, column 193: more than 64 elements inside each other');
});

test('the caller may set a smaller limit', () => {
  expect(refusal(() => readXml(utf8('<a><b/></a>'), { depth: 1 }))).toMatch(/^xml\.over-limit/);
  expect(readXml(utf8('<a><b/></a>'), { depth: 2 }).name.local).toBe('a');
});

// A lenient parser looks for the end tag of each name from the end of the document: ten thousand names took it fourteen seconds.
test('many different names in a large document take no longer than one name', () => {
  const names = many(elements - 10, (index) => `<a${index}></a${index}>`);
  const started = performance.now();
  read(`<r>${names}${'x'.repeat(bytes - names.length - 7)}</r>`);
  expect(performance.now() - started).toBeLessThan(8_000);
});

test('elements and attributes may have the names of the language itself', () => {
  const root = read('<__proto__ constructor="1" hasOwnProperty="2"><toString>3</toString></__proto__>');
  expect([root.name.local, attributeOf(root, 'constructor'), attributeOf(root, 'hasOwnProperty'), childText(root, 'toString', '')]).toEqual(['__proto__', '1', '2', '3']);
});

test('text is one text, whatever stands in between', () => {
  const root = read('<a>Van <!-- no -->den<![CDATA[ <B> & ]]>&lt;&#233;&#x1F600;</a>');
  expect(textOf(root)).toBe('Van den <B> & <é😀');
  expect(root.children).toHaveLength(1);
});

test('line ends are those of XML 1.0, and only those', () => {
  expect(textOf(read('<a>1\r\n2\r3\n4\u00855\u20286&#xD;</a>'))).toBe('1\n2\n3\n4\u00855\u20286\r');
  expect(attributeOf(read('<a b="1\r\n2\t3&#xA;4"/>'), 'b')).toBe('1 2 3\n4');
});

test('a byte order mark and a declaration are no content', () => {
  expect(textOf(read('\uFEFF<?xml version="1.0" encoding="utf-8" standalone="yes" ?>\n<!-- x --><a>é</a>\n'))).toBe('é');
});

test('a namespace holds where it is declared', () => {
  const root = read('<p:a xmlns:p="u" xmlns="v" p:c="1" c="2"><b xmlns=""><p:b xmlns:p="w"/></b><b/></p:a>');
  expect(childrenNamed(root, 'b', '')).toHaveLength(1);
  expect(childrenNamed(root, 'b', ['v', ''])).toHaveLength(2);
  expect(childNamed(childNamed(root, 'b', ''), 'b', 'w').name.prefix).toBe('p');
  expect([attributeOf(root, 'c', 'u'), attributeOf(root, 'c'), attributeOf(root, 'd')]).toEqual(['1', '2', undefined]);
});

test('what is looked for stands once, or the shape is refused', () => {
  const root = read('<a><b>1</b><c/><c/><d><e/></d></a>');
  expect([childText(root, 'b', ''), optionalText(root, 'b', ''), optionalText(root, 'x', ''), optionalChild(root, 'b', 'u')]).toEqual(['1', '1', undefined, undefined]);
  expect(refusal(() => childNamed(root, 'x', ''))).toBe('xml.unexpected · x: is missing');
  expect(refusal(() => optionalChild(root, 'c', ''))).toBe('xml.unexpected · c: stands more than once');
  expect(refusal(() => childText(root, 'd', ''))).toBe('xml.unexpected · d: holds elements where text is due');
});

test('whatever bytes come, they are read or refused by a failure of ours', () => {
  const pieces = fc.constantFrom('<', '</', '/>', '>', 'a', 'p:a', ' ', '="', '"', "'", '&', '&amp;', '&#65;', '&#x', ';', '<!--', '-->', '--', '<![CDATA[', ']]>', '<!DOCTYPE', '<?xml version="1.0"?>', '<?', '?>', 'xmlns', 'xmlns:p', '__proto__', '\0', '\r', 'é', '😀');
  const documents = fc.oneof(fc.uint8Array({ maxLength: 200 }), fc.array(pieces, { maxLength: 40 }).map((parts) => utf8(parts.join(''))));
  fc.assert(fc.property(documents, (bytes) => {
    expect(refusal(() => readXml(bytes))).toMatch(/^(taken|xml\.)/);
  }), { numRuns: 1_000 });
});

const text = fc.string({ unit: 'binary', maxLength: 20 }).filter((value) => !/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.test(value));
const named = fc.constantFrom(unqualified('a'), unqualified('__proto__'), prefixed('p', 'urn:p')('b'), prefixed('p', 'urn:other')('b'), prefixed('', 'urn:d')('c'));
const attributeName = fc.constantFrom(unqualified('x'), unqualified('y'), prefixed('q', 'urn:q')('x'));
const { tree } = fc.letrec<{ tree: XmlTree }>((tie) => ({
  tree: fc.record({
    name: named,
    attributes: fc.uniqueArray(fc.record({ name: attributeName, value: text }), { selector: ({ name }) => JSON.stringify(name) }),
    children: fc.array(fc.oneof({ depthSize: 'small' }, text, tie('tree')), { maxLength: 4 }),
  }),
}));

/** A tree without what reading cannot give back: how text was cut up, and where a prefix was declared. */
const shape = ({ name, attributes, children }: XmlTree): unknown => [
  name, attributes,
  children.reduce<unknown[]>((all, child) => {
    const last = all.at(-1);
    if (typeof child !== 'string') return [...all, shape(child)];
    if (child === '') return all;
    return typeof last === 'string' ? [...all.slice(0, -1), last + child] : [...all, child];
  }, []),
];

test('what is written is read back the same, and what is read is written back the same', () => {
  fc.assert(fc.property(tree, (tree) => {
    const text = writeXml(tree);
    const once = read(text);
    expect(shape(once)).toEqual(shape(tree));
    expect(writeXml(once)).toBe(text);
  }), { numRuns: 300 });
});

test('a declaration that only a value needs is written back', () => {
  const text = '<a xmlns:xs="urn:xs" xmlns="urn:d"><b xmlns="" type="xs:string">1</b></a>';
  expect(writeXml(read(text))).toBe(text);
});

test('a value that XML has no place for is refused with the name of its field, never with itself', () => {
  const order = (name: string) => element(unqualified('order'), element(unqualified('name'), name), withAttributes(element(unqualified('box')), ['label', name]));
  expect(refusal(() => writeXml(order('x\0y')))).toBe('xml.unwritable · order/name: a character that XML does not allow');
  expect(refusal(() => writeXml(element(unqualified('order'), withAttributes(element(unqualified('box')), ['label', '\uD800']))))).toBe('xml.unwritable · order/box/label: a character that XML does not allow');
});

test('a name that could break out of its place is a mistake in the code', () => {
  expect(() => writeXml(element(unqualified('a><b')))).toThrow('Not an XML name');
  expect(() => writeXml(withAttributes(element(unqualified('a')), ['b="" c', '1']))).toThrow('Not an XML name');
});

test('an optional child that is not there is left out, a namespace is declared once where it begins', () => {
  const soap = prefixed('soap', 'urn:soap');
  expect(writeXml(element(soap('Envelope'), undefined, element(soap('Body'), 'a "b" <c> & d')))).toBe('<soap:Envelope xmlns:soap="urn:soap"><soap:Body>a "b" &lt;c&gt; &amp; d</soap:Body></soap:Envelope>');
});

test('an element that is taken out while it is read stands in nobody\'s memory: its parent does not hold it', () => {
  const taken: string[] = [];
  const root = readXml(Buffer.from('<a><b><c>1</c></b><c>2</c> <c>3</c><d><c>4</c></d></a>'), {}, ({ name, children }, around) => {
    taken.push(`${around.map(({ start }) => start.name.local).join('/')}/${name.local}`);
    return name.local === 'c' && around.length === 1 && children[0] !== '3';
  });
  expect(taken).toEqual(['a/b/c', 'a/b', 'a/c', 'a/c', 'a/d/c', 'a/d']);
  expect(childrenOf(root).map(({ name, children }) => [name.local, children.length])).toEqual([['b', 1], ['c', 1], ['d', 1]]);
});
