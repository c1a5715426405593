import type { Text } from '#services/kernel/texts.ts';
import { clockTexts } from './clock-texts.ts';
import { consoleTexts } from './console-texts.ts';
import { mailTexts } from './mail-texts.ts';
import { signInTexts } from './sign-in-texts.ts';
import { startTexts } from './start-texts.ts';

const catalogues: readonly Readonly<Record<string, Text>>[] = [clockTexts, consoleTexts, mailTexts, signInTexts, startTexts];
const all = catalogues.flatMap((catalogue) => Object.entries(catalogue));
const valuesIn = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).toSorted((a, b) => a.localeCompare(b)).join();

test('every text of the consoles has the same values in every language, and none is empty', () => {
  const wrong = all.filter(([, text]) => Object.values(text).some((words) => words.trim() === '' || valuesIn(words) !== valuesIn(text.nl)));
  expect(wrong.map(([name]) => name)).toEqual([]);
});
