import * as fc from 'fast-check';
import { recogniser } from './recognise-person.ts';

const known = {
  ids: ['0199aaaa-1111-7222-8333-444455556666'], numbers: ['61073030144', '591928374655'], contact: ['an.p@example.org', '+32470918273', '+3292998877'], names: ['Zoë Plantinga', 'Plantinga Zoë'],
};
const recognise = recogniser(known);

test.each([
  ['the national number', '61073030144'], ['the number as on a card', '61.07.30-301.44'], ['the number in groups', '61 07 30 301 44'], ['the number within a sentence', 'not at home: 61073030144, 2nd time'],
  ['the number after another one', 'call 0499 11 22 33 61.07.30-301.44'], ['the number as a number', 61_073_030_144], ['a card number as printed', '591-9283746-55'], ['an id of ours in an address', 'https://x/0199AAAA-1111-7222-8333-444455556666?y'],
  ['an e-mail address', 'an.p@example.org'], ['an e-mail address in capitals, at the end of a sentence', 'Write to AN.P@EXAMPLE.ORG.'],
  ['a telephone number', '+32470918273'], ['a telephone number at home', '0470/91.82.73'], ['a telephone number with the zero in between', '+32 (0)470 91 82 73'], ['a telephone number with 00', '0032 470 91 82 73'], ['a line at home', '09/299 88 77'],
])('%s is recognised for certain, however deep it stands, and as the name of a field', (_what, said) => {
  for (const value of [said, { a: [{ b: said }] }, { [said]: true }]) expect(recognise(value)).toBe('certain');
});

test('a national number that begins with a zero is recognised where it was written as a number', () => {
  expect(recogniser({ ...known, numbers: ['05073003345'] })({ about: 5_073_003_345 })).toBe('certain');
});

test.each([
  ['the name', 'Zoë Plantinga was not there'], ['the name without its accents, last name first', 'PLANTINGA, zoe'],
])('%s alone does not decide: others are called so', (_what, said) => {
  expect(recognise({ reason: said })).toBe('name-only');
});

test.each([
  ['another number', '61.07.30-302.43'], ['a longer address that ends alike', 'jan.p@example.org'], ['an address that begins alike', 'an.p@example.org.uk'], ['an address with another sign for the dot', 'anxp@example.org'],
  ['one of the names', 'Plantinga'], ['a name that begins alike', 'Zoë Plantingadreef'], ['nothing', null],
])('%s is nobody', (_what, said) => {
  expect(recognise({ reason: said })).toBeUndefined();
});

test('a number is recognised whatever stands around it, if no digit does', () => {
  const around = fc.string({ unit: fc.constantFrom('a', 'é', ',', '"', '\n', ':', '{'), maxLength: 20 });
  const separators = fc.array(fc.constantFrom('', ' ', '.', '-', '/'), { minLength: 10, maxLength: 10 });
  fc.assert(fc.property(around, separators, around, (before, between, after) => {
    const written = Array.from('61073030144', (digit, at) => digit + (between[at] ?? '')).join('');
    expect(recognise(`${before}${written}${after}`)).toBe('certain');
  }));
});
