import type { Text } from '#services/kernel/texts.ts';
import { shellTexts } from './shell-texts.ts';

const languages = ['nl', 'fr', 'de', 'en'] as const;
const valuesIn = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).toSorted().join();

test('what stands around every page is said in each language, with the same values in all', () => {
  const wrong = Object.entries<Text>(shellTexts).filter(([, text]) => languages.some((language) => text[language].trim() === '' || valuesIn(text[language]) !== valuesIn(text.nl)));
  expect(wrong.map(([name]) => name)).toEqual([]);
});
