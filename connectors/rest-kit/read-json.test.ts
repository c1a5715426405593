import * as fc from 'fast-check';
import { readJson } from './read-json.ts';

const read = (text: string) => readJson(Buffer.from(text, 'utf8'));

test('whatever somebody writes as JSON is read as it was meant', () => {
  fc.assert(fc.property(fc.jsonValue({ maxDepth: 6 }).map((value) => JSON.stringify(value)).filter((text) => !text.includes('__proto__')), (text) => {
    expect(read(text)).toEqual({ value: JSON.parse(text) as unknown });
  }));
});

test.each([
  ['{"a":1,"a":2}', 'name-twice'], ['{"a":1,"\\u0061":2}', 'name-twice'], ['[{"b":{"a":1,"c":[{}],"a":2}}]', 'name-twice'], ['{"":1,"":1}', 'name-twice'], ['{"\\"":1,"\\"":1}', 'name-twice'],
  ['{"__proto__":{"a":1}}', 'forbidden-name'], ['{"a":{"__proto\\u005f_":1}}', 'forbidden-name'],
  [`${'['.repeat(33)}${']'.repeat(33)}`, 'too-deep'], [`${'{"a":'.repeat(33)}1${'}'.repeat(33)}`, 'too-deep'],
  ['\uFEFF{}', 'no-json'], ['{"a":1}x', 'no-json'], ["{'a':1}", 'no-json'], ['{"a":NaN}', 'no-json'], ['', 'no-json'], ['{"a":1', 'no-json'], ['"a\nb"', 'no-json'],
])('what two readers may understand differently is refused: %j', (text, flaw) => {
  expect(read(text)).toEqual({ flaw });
});

test.each([['{"a":"a","b":["a","a"],"c":{"a":1},"d":{"a":1}}'], ['[["a"],{"a":"b,"},{"a":"{\\"a\\":"}]'], [`${'['.repeat(32)}${']'.repeat(32)}`], ['"\\"\\\\"']])('the same name in another object, or the same text as a value, is no harm: %s', (text) => {
  expect(read(text)).toEqual({ value: JSON.parse(text) as unknown });
});

test('bytes in another character set are refused', () => {
  for (const bytes of [Buffer.from('{"a":"é"}', 'latin1'), Buffer.from('{"a":1}', 'utf16le'), Buffer.from([0x22, 0xc0, 0x80, 0x22])]) expect(readJson(bytes)).toHaveProperty('flaw');
});

test('a megabyte that never closes is refused at once', () => {
  expect(read('['.repeat(1_000_000))).toEqual({ flaw: 'no-json' });
  expect(read(`${'['.repeat(500_000)}${']'.repeat(500_000)}`)).toEqual({ flaw: 'too-deep' });
});
