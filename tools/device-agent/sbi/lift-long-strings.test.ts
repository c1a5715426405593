import * as fc from 'fast-check';
import { decodeBase64url } from './decode-base64url.ts';
import { liftLongStrings } from './lift-long-strings.ts';

test('what is lifted from an answer and put back is the answer, whatever it holds', () => {
  fc.assert(fc.property(fc.json(), fc.integer({ min: 0, max: 8 }), (json, longerThan) => {
    const { json: rest, strings } = liftLongStrings(Buffer.from(json), longerThan);
    const back = rest.replaceAll(/\{"lifted":(\d+)\}/g, (_whole, index: string) => `"${strings[Number(index)]?.toString() ?? ''}"`);
    expect(back).toBe(json);
    expect(strings.every((string) => string.length > longerThan)).toBe(true);
  }));
});

test('a long string does not come into the text, and is wiped with the answer', () => {
  const secret = 'A'.repeat(300);
  const answer = Buffer.from(JSON.stringify({ short: 'a "quoted\\" word\\\\', bioValue: secret, after: 1 }));
  const { json, strings } = liftLongStrings(answer);
  expect(JSON.parse(json)).toEqual({ short: 'a "quoted\\" word\\\\', bioValue: { lifted: 0 }, after: 1 });
  expect(strings[0]?.toString()).toBe(secret);
  answer.fill(0);
  expect(strings[0]?.every((byte) => byte === 0)).toBe(true);
});

test('what is no JSON stays none', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
    const { json, strings } = liftLongStrings(Buffer.from(bytes), 10);
    expect(strings.length === 0 ? json : '').toBe(strings.length === 0 ? Buffer.from(bytes).toString() : '');
  }));
});

describe('base64url', () => {
  test('is read back to the bytes that were written, padded or not', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const text = Buffer.from(bytes).toString('base64url');
      expect(decodeBase64url(Buffer.from(text))).toEqual(Buffer.from(bytes));
      expect(decodeBase64url(Buffer.from(text.padEnd(Math.ceil(text.length / 4) * 4, '=')))).toEqual(Buffer.from(bytes));
    }));
  });
  test.each(['A', 'AB', 'AAAA*AAA', 'AA+A', 'AA/A', 'AA A', 'A===', 'AAA=AAAA', 'é'])('is not %s', (text) => {
    expect(decodeBase64url(Buffer.from(text))).toBeUndefined();
  });
});
