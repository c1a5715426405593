import { sayIn, type Text } from '#services/kernel/texts.ts';
import { nextStepTexts } from '../next-step-texts.ts';
import { accessibilityTexts } from './accessibility-texts.ts';
import { appointmentTexts } from './appointment-texts.ts';
import { complaintTexts } from './complaint-texts.ts';
import { easyTexts } from './easy-texts.ts';
import { homeTexts } from './home-texts.ts';
import { refusalIn, refusalTexts } from './refusal-texts.ts';
import { requestTexts } from './request-texts.ts';
import { stateTexts } from './state-texts.ts';
import { statusTexts } from './status-texts.ts';

const languages = ['nl', 'fr', 'de', 'en'] as const;
const catalogues: Readonly<Record<string, Readonly<Record<string, Text>>>> = {
  accessibilityTexts, appointmentTexts, complaintTexts, easyTexts, homeTexts, nextStepTexts, refusalTexts, requestTexts, stateTexts, statusTexts,
};
const all = Object.entries(catalogues).flatMap(([catalogue, texts]) => Object.entries(texts).map(([key, text]): [string, Text] => [`${catalogue}.${key}`, text]));
const valuesIn = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).toSorted();
/** The longest sentence, in words. */
const longest = (text: string) => Math.max(...text.split(/(?<=[.?!:;])\s/).map((sentence) => sentence.split(/\s+/).length));

test('every text says something in each language, and tells the same values in all', () => {
  const wrong = all.filter(([, text]) => languages.some((language) => text[language].trim() === '' || text[language] !== text[language].trim() || valuesIn(text[language]).join() !== valuesIn(text.nl).join()));
  expect(wrong.map(([name]) => name)).toEqual([]);
});

test('no sentence is longer than 22 words', () => {
  expect(all.flatMap(([name, text]) => languages.filter((language) => longest(text[language]) > 22).map((language) => `${name} ${language}`))).toEqual([]);
});

test('in the easy text no sentence is longer than 12 words', () => {
  expect(Object.entries(easyTexts).flatMap(([name, text]: [string, Text]) => languages.filter((language) => longest(text[language]) > 12).map((language) => `${name} ${language}`))).toEqual([]);
});

test('French puts a space before two-part marks, and every language uses its own apostrophe', () => {
  expect(all.filter(([, text]) => /[^\s{][?!;:](\s|$)/.test(text.fr) || languages.some((language) => text[language].includes("'"))).map(([name]) => name)).toEqual([]);
});

test('a value that is left out is an error of ours, never a brace that a citizen reads', () => {
  expect(() => sayIn(requestTexts, 'nl')('step')).toThrow(/needs a value/);
});

test('a failure that no citizen should meet is said in general words', () => {
  expect(refusalIn('en', 'store.broken')).toBe(refusalTexts.other.en);
  expect(refusalIn('en', 'toString')).toBe(refusalTexts.other.en);
});
