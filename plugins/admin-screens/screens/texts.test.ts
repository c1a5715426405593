import type { Text } from '#services/kernel/texts.ts';
import { adminTexts } from './admin-texts.ts';
import { agentsTexts } from './agents-texts.ts';
import { auditTexts } from './audit-texts.ts';
import { changeTexts } from './change-texts.ts';
import { lettersTexts } from './letters-texts.ts';
import { reasonTexts } from './reason-texts.ts';
import { refusalIn, refusalTexts } from './refusal-texts.ts';
import { formTexts } from './settings-form/form-texts.ts';
import { switchTexts } from './switch-texts.ts';

const languages = ['nl', 'fr', 'de', 'en'] as const;
const catalogues: Readonly<Record<string, Readonly<Record<string, Text>>>> = { adminTexts, agentsTexts, auditTexts, changeTexts, formTexts, lettersTexts, reasonTexts, refusalTexts, switchTexts };
const all = Object.entries(catalogues).flatMap(([catalogue, texts]) => Object.entries(texts).map(([key, text]): [string, Text] => [`${catalogue}.${key}`, text]));
const valuesIn = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).toSorted();
const longest = (text: string) => Math.max(...text.split(/(?<=[.?!:;])\s/).map((sentence) => sentence.split(/\s+/).length));

test('every text says something in each language, and tells the same values in all', () => {
  const wrong = all.filter(([, text]) => languages.some((language) => text[language].trim() === '' || text[language] !== text[language].trim() || valuesIn(text[language]).join() !== valuesIn(text.nl).join()));
  expect(wrong.map(([name]) => name)).toEqual([]);
});

test('no sentence is longer than 22 words', () => {
  expect(all.flatMap(([name, text]) => languages.filter((language) => longest(text[language]) > 22).map((language) => `${name} ${language}`))).toEqual([]);
});

test('French puts a space before two-part marks, and every language uses its own apostrophe', () => {
  // What is typed as it stands (`env:NOM`) is no French.
  const french = (text: string) => text.replaceAll(/(env|file):/g, '');
  expect(all.filter(([, text]) => /[^\s{][?!;:](\s|$)/.test(french(text.fr)) || languages.some((language) => text[language].includes("'"))).map(([name]) => name)).toEqual([]);
});

test('a refusal that is not in the catalogue is said in general words', () => {
  expect([refusalIn('en', 'store.broken'), refusalIn('en', 'toString')]).toEqual([refusalTexts.other.en, refusalTexts.other.en]);
  expect(refusalIn('en', undefined)).toBeUndefined();
});
