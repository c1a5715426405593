import { languages } from '#services/belgium/language.ts';
import type { Text } from '#services/kernel/texts.ts';

const valuesIn = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).toSorted();
/** The longest sentence, in words. */
export const longestSentence = (text: string) => Math.max(...text.split(/(?<=[.?!:;])\s/).map((sentence) => sentence.split(/\s+/).length));
const mostWords = 22;
/** What is typed as it stands (`env:NOM`) is no French. */
const french = (text: string) => text.replaceAll(/(env|file):/g, '');

/** The rules of every catalogue of texts that people read. */
export function textsHold(catalogues: Readonly<Record<string, Readonly<Record<string, Text>>>>): void {
  const all = Object.entries(catalogues).flatMap(([catalogue, texts]) => Object.entries(texts).map(([key, text]): [string, Text] => [`${catalogue}.${key}`, text]));

  test('every text says something in each language, and tells the same values in all', () => {
    const wrong = all.filter(([, text]) => languages.some((language) => text[language].trim() === '' || text[language] !== text[language].trim() || valuesIn(text[language]).join() !== valuesIn(text.nl).join()));
    expect(wrong.map(([name]) => name)).toEqual([]);
  });

  test(`no sentence is longer than ${mostWords} words`, () => {
    expect(all.flatMap(([name, text]) => languages.filter((language) => longestSentence(text[language]) > mostWords).map((language) => `${name} ${language}`))).toEqual([]);
  });

  test('French puts a space before two-part marks, and every language uses its own apostrophe', () => {
    expect(all.filter(([, text]) => /[^\s{][?!;:](\s|$)/.test(french(text.fr)) || languages.some((language) => text[language].includes("'"))).map(([name]) => name)).toEqual([]);
  });
}
