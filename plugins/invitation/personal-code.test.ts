import { assert, constantFrom, integer, property } from 'fast-check';
import { alphabet, makeCode, normaliseCode, printCode } from './personal-code.ts';

const codes = Array.from({ length: 2_000 }, makeCode);

test('a code has ten signs, and no sign that is read as another one', () => {
  expect(new Set(alphabet).size).toBe(alphabet.length);
  expect(alphabet).not.toMatch(/[01ILOU]/u);
  for (const code of codes) expect(code).toMatch(new RegExp(`^[${alphabet}]{10}$`, 'u'));
});

test('codes do not repeat, and every sign occurs at every place', () => {
  expect(new Set(codes).size).toBe(codes.length);
  for (let place = 0; place < 10; place += 1) expect(new Set(codes.map((code) => code[place])).size).toBe(alphabet.length);
});

test('a code is found again however it is typed: small letters, dash, spaces', () => {
  assert(property(constantFrom(...codes), constantFrom('', '-', ' ', ' - ', '.'), integer({ min: 0, max: 10 }), (code, between, at) => {
    expect(normaliseCode(printCode(code).toLowerCase())).toBe(code);
    expect(normaliseCode(` ${code.slice(0, at)}${between}${code.slice(at).toLowerCase()} `)).toBe(code);
  }));
});
