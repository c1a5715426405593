import { array, assert, constantFrom, dictionary, oneof, property, string } from 'fast-check';
import { maskSource } from './mask-source.ts';

test('of a source one sees which fields there are, of what kind and how long, and nobody\'s name or number', () => {
  expect(maskSource({ insz: '85073003328', at: 17_000, names: ['An', 'Jozef'], '85.07.30-033.28': true, none: null, dossier: '0190a000-0000-7000-8000-00000000aaaa' })).toEqual({
    insz: '(text of 11)', at: '(number)', names: ['(text of 2)', '(text of 5)'], '(field 4)': true, none: null, dossier: '0190a000-0000-7000-8000-00000000aaaa',
  });
});

test('no text of a source is in what is shown of it', () => {
  assert(property(dictionary(string(), oneof(string(), array(string()))), constantFrom('85073003328', 'Els Peeters'), (around, secret) => {
    expect(JSON.stringify(maskSource({ ...around, a: [secret], b: { [secret]: secret } }))).not.toContain(secret);
  }));
});
