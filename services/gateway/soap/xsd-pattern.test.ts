import * as fc from 'fast-check';
import { allContracts } from '#tools/test-house/all-contracts.ts';
import { isJsonSchema, jsonSchemaOf } from '../input-fields.ts';
import { xsdPattern } from './xsd-pattern.ts';

test.each([
  ['^\\d{11}$', '[0-9]{11}'], ['^[\\x21-\\x7e]{1,64}$', '[!-~]{1,64}'], ['^(?:a|b)+$', '(a|b)+'], ['^\\+?[0-9][0-9 ]{6,}$', '\\+?[0-9][0-9 ]{6,}'],
  ['^[a-z0-9-]{1,60}$', '[a-z0-9\\-]{1,60}'], ['^\\w[- ]x$', '[A-Za-z0-9_][\\- ]x'], ["^[^\\d'\\]]*$", "[^0-9'\\]]*"], ['^a\\.b\\/c$', 'a\\.b/c'],
])('%s is written as XML Schema writes it', (source, written) => {
  expect(xsdPattern(source)).toBe(written);
});

test.each(['abc', '^abc', '^$|^a$', '^a|b$', '^(?=a)b$', '^(?!a)b$', '^(?<year>a)$', '^a*?$', '^a+?$', '^\\bword\\b$', '^(a)\\1$', '^\\p{L}+$', '^a\\sb$', '^[\\s]$', '^(a$', '^(^a)$', '^a.b$'])('%s is left to the contract: XML Schema cannot say it', (source) => {
  expect(xsdPattern(source)).toBeUndefined();
});

/** Every pattern in what the actions take and answer. */
const patterns = [...new Set(allContracts.flatMap(({ actions }) => Object.values(actions)).flatMap(({ input, output }) => [...patternsIn(jsonSchemaOf(input, 'input')), ...patternsIn(jsonSchemaOf(output, 'output'))]))];

test('nearly every pattern of the contracts can be said', () => {
  expect(patterns.length).toBeGreaterThan(5);
  // Of base64: that is a type of XML Schema.
  expect(patterns.filter((pattern) => xsdPattern(pattern) === undefined).map((pattern) => pattern.slice(0, 3))).toEqual(['^$|']);
});

test.each(patterns.filter((pattern) => xsdPattern(pattern) !== undefined))('%s takes the same texts as before', (source) => {
  const [before, after] = [new RegExp(source), new RegExp(`^(?:${xsdPattern(source) ?? ''})$`)];
  fc.assert(fc.property(fc.oneof(fc.stringMatching(before), fc.string({ maxLength: 20 }), fc.stringMatching(before).map((text) => `${text}x`)), (text) => { expect(after.test(text)).toBe(before.test(text)); }), { numRuns: 50 });
});

function patternsIn(schema: unknown): string[] {
  if (Array.isArray(schema)) return schema.flatMap(patternsIn);
  if (!isJsonSchema(schema)) return [];
  return Object.entries(schema).flatMap(([keyword, inner]) => (keyword === 'pattern' && typeof inner === 'string' ? [inner] : patternsIn(inner)));
}
