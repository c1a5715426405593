import { inGsmLetters, smsParts } from './sms-length.ts';

test.each([
  ['an empty text', '', 1],
  ['160 ordinary letters', 'a'.repeat(160), 1],
  ['161 ordinary letters', 'a'.repeat(161), 2],
  ['306 ordinary letters', 'a'.repeat(306), 2],
  ['307 ordinary letters', 'a'.repeat(307), 3],
  ['160 letters é, which ordinary SMS knows', 'é'.repeat(160), 1],
  ['80 euro signs, which count two', '€'.repeat(80), 1],
  ['81 euro signs', '€'.repeat(81), 2],
  ['153 euro signs, of which none is cut in two', '€'.repeat(153), 3],
  ['70 letters of which one is ê', `ê${'a'.repeat(69)}`, 1],
  ['71 letters of which one is ê', `ê${'a'.repeat(70)}`, 2],
  ['134 letters of which one is ê', `ê${'a'.repeat(133)}`, 2],
  ['135 letters of which one is ê', `ê${'a'.repeat(134)}`, 3],
  ['35 emoji of two units each', '😀'.repeat(35), 1],
  ['67 emoji, of which none is cut in two', '😀'.repeat(67), 3],
])('an SMS of %s takes the right number of parts', (_title, text, parts) => {
  expect(smsParts(text)).toBe(parts);
});

test('letters that an ordinary SMS lacks are written with their nearest letter', () => {
  expect(inGsmLetters('Braine-le-Château, août, Zoë, François, Sœur, l’agent, 12\u00A0€')).toBe('Braine-le-Chateau, aout, Zoe, Francois, Soeur, l\'agent, 12 €');
});

test('letters that an ordinary SMS has are left alone', () => {
  expect(inGsmLetters('à é è ù ö ß Ç €')).toBe('à é è ù ö ß Ç €');
});

test('a name in another script is not lost', () => {
  expect(inGsmLetters('Мария')).toBe('Мария');
});
