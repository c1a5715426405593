import { dossierOf } from './dossier-of.ts';

test('an input or a payload is about the dossier that it names', () => {
  expect(dossierOf({ dossier: '0192', other: 1 })).toBe('0192');
});

test.each([{}, { dossier: 5 }, null, undefined, '0192', ['0192']])('what names no dossier is about none (%j)', (value) => {
  expect(dossierOf(value)).toBeUndefined();
});
