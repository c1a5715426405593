import * as fc from 'fast-check';
import { z } from 'zod';
import { readXml } from '#services/wire-kit/read-xml.ts';
import { element, withAttributes, writeXml } from '#services/wire-kit/write-xml.ts';
import type { ActionContract } from '#services/kernel/contract.ts';
import { allContracts } from '#tools/test-house/all-contracts.ts';
import { jsonSchemaOf } from '../input-fields.ts';
import { dictionaryOf, jsonText, text, valueOf, whole } from '#tools/test-house/contract-values.ts';
import { readValue } from './read-value.ts';
import { shapeOfType } from './shape.ts';
import { eid, xsi } from './soap-names.ts';
import { writeValue } from './write-value.ts';

const types = allContracts.flatMap(({ id, actions }) => Object.entries(actions).flatMap(([action, { input, output }]: [string, ActionContract]) => [
  [`what ${id}.${action} takes`, input, 'input'] as const, [`what ${id}.${action} answers`, output, 'output'] as const,
]));

/** Through text, as it goes over the wire. */
function throughXml(type: z.ZodType, io: 'input' | 'output', value: unknown): unknown {
  const shape = shapeOfType(type, io);
  const { value: read, issues } = readValue(readXml(Buffer.from(writeXml(writeValue('Asked', value, shape)))), shape);
  expect(issues).toEqual([]);
  return read;
}

test.each(types)('%s goes through XML and comes out equal', (_name, type, io) => {
  fc.assert(fc.property(valueOf(jsonSchemaOf(type, io)), (value) => { expect(throughXml(type, io, value)).toEqual(value); }), { numRuns: 20 });
});

/** What contracts may say and none of this house says yet. */
const rarities = z.strictObject({
  either: z.union([z.int(), z.boolean(), z.string()]), kinds: z.union([z.strictObject({ a: z.int() }), z.strictObject({ b: z.string().nullable() }), z.array(z.int())]),
  nested: z.array(z.array(z.string().nullable())), perhaps: z.array(z.int()).nullable().optional(), anything: z.unknown(), fraction: z.number(),
  counts: z.record(z.string(), z.record(z.string(), z.int())), recursive: z.json(), both: z.intersection(z.object({ a: z.int() }), z.object({ b: z.int() })), odd: z.object({ 'not a name': z.int() }),
  pair: z.tuple([z.int(), z.string()]), open: z.object({ known: z.int() }).catchall(z.string()), nothing: z.null(), sizes: z.literal([1, 2]), flag: z.literal(true),
});

test('values of every kind that a contract may have go through XML and come out equal', () => {
  const value = fc.record({
    either: fc.oneof(whole(), fc.boolean(), text()), kinds: fc.oneof(fc.record({ a: whole() }), fc.record({ b: fc.option(text()) }), fc.array(whole())),
    nested: fc.array(fc.array(fc.option(text()))), perhaps: fc.option(fc.array(whole())), anything: jsonText(), fraction: fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
    counts: dictionaryOf(dictionaryOf(whole())), recursive: jsonText(), both: fc.record({ a: whole(), b: whole() }), odd: fc.record({ 'not a name': whole() }),
    pair: fc.tuple(whole(), text()), open: fc.record({ known: whole(), other: text() }), nothing: fc.constant(null), sizes: fc.constantFrom(1, 2), flag: fc.constant(true),
  }, { requiredKeys: ['either', 'kinds', 'nested', 'anything', 'fraction', 'counts', 'recursive', 'both', 'odd', 'pair', 'open', 'nothing', 'sizes', 'flag'] });
  fc.assert(fc.property(value, (given) => {
    expect(rarities.safeParse(given).success).toBe(true);
    expect(throughXml(rarities, 'input', given)).toEqual(given);
  }), { numRuns: 100 });
});

const visit = z.strictObject({ who: z.string(), at: z.int().nullable(), tags: z.array(z.string()).optional(), sure: z.boolean().optional(), photo: z.base64().optional(), values: z.record(z.string(), z.int()).optional(), weight: z.number().optional(), anything: z.unknown() });
const shape = shapeOfType(visit, 'input');
const reading = (xml: string) => readValue(readXml(Buffer.from(`<v xmlns="urn:eid-aan-huis:back-office:v1" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">${xml}</v>`)), shape);

test.each([
  ['a field that is not known', '<whom>x</whom>', 'whom'],
  ['a known field of another namespace', '<who xmlns="urn:other">x</who>', 'who'],
  ['a known field of no namespace', '<who xmlns="">x</who>', 'who'],
  ['a field that is given twice', '<who>x</who><who>y</who>', 'who'],
  ['a number that is none', '<at>12a</at>', 'at'], ['a number in hexadecimal', '<at>0x10</at>', 'at'], ['a whole number with an exponent', '<at>1e3</at>', 'at'], ['a number that is empty', '<at/>', 'at'],
  ['infinity', '<weight>INF</weight>', 'weight'], ['no number at all', '<weight>NaN</weight>', 'weight'],
  ['a flag that is a word', '<sure>yes</sure>', 'sure'],
  ['text that holds an element', '<who>a<b/></who>', 'who'],
  ['text between elements', '<tags>x<item>a</item></tags>', 'tags'],
  ['a list of something else', '<tags><tag>a</tag></tags>', 'tags.tag'],
  ['content in an element that is nil', '<at xsi:nil="true">5</at>', 'at'],
  ['an attribute that is not known', '<who lang="nl">x</who>', 'who'],
  ['a key that reaches a prototype', '<values><entry><key>__proto__</key><value>1</value></entry></values>', 'values.0'],
  ['a key that comes twice', '<values><entry><key>a</key><value>1</value></entry><entry><key>a</key><value>2</value></entry></values>', 'values.1'],
  ['an entry without a value', '<values><entry><key>a</key></entry></values>', 'values.0'],
  ['JSON that is none', '<anything>{</anything>', 'anything'], ['JSON that breaks out of its place', '<anything>1,"who":2</anything>', 'anything'], ['JSON with a key that reaches a prototype', '<anything>{"__proto__":{}}</anything>', 'anything'],
])('%s is refused by the name of its field', (_what, xml, name) => {
  expect(reading(xml).issues.map((issue) => [issue.in, issue.name])).toEqual([['body', name]]);
});

test('fields come in any order, space around numbers and flags does not count, and in text it does', () => {
  expect(reading('\n <sure> 1 </sure><weight>\t1.5E2\n</weight><at>\n +007 </at> <who> Els </who><photo>QU\nJD</photo><!-- who --><tags/>')).toEqual({
    value: { sure: true, weight: 150, at: 7, who: ' Els ', photo: 'QUJD', tags: [] }, issues: [],
  });
});

test('null is said by nil, and whether a field may be null is for the contract to say', () => {
  expect(reading('<who xsi:nil="1"/><at xsi:nil=" true "> </at>')).toEqual({ value: { who: null, at: null }, issues: [] });
});

test('no complaint repeats what stands in the message', () => {
  const { issues } = reading('<at>85073003328</at><at>85073003328</at><sure>85073003328</sure><weight>85073003328x</weight><anything>85073003328}</anything><tags>85073003328</tags>');
  expect(issues).toHaveLength(5);
  expect(JSON.stringify(issues)).not.toContain('85073003328');
});

test('an answer is given whatever was once typed: a control character has a mark in its place', () => {
  expect(writeXml(writeValue('Answer', { who: 'a\u0001b\uD800c\r\n', at: null, anything: '\u000B' }, shape))).toBe(writeXml(element(
    eid('Answer'), element(eid('who'), 'a\uFFFDb\uFFFDc\r\n'), withAttributes(element(eid('at')), [xsi('nil'), 'true']), element(eid('anything'), '"\\u000b"'),
  )));
});
