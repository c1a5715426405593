import { languages } from '#services/belgium/language.ts';
import { longestSentence, textsHold } from '#tools/test-house/texts-hold.ts';
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

textsHold({
  accessibilityTexts, appointmentTexts, complaintTexts, easyTexts, homeTexts, nextStepTexts, refusalTexts, requestTexts, stateTexts, statusTexts,
});

test('in the easy text no sentence is longer than 12 words', () => {
  expect(Object.entries(easyTexts).flatMap(([name, text]: [string, Text]) => languages.filter((language) => longestSentence(text[language]) > 12).map((language) => `${name} ${language}`))).toEqual([]);
});

test('a value that is left out is an error of ours, never a brace that a citizen reads', () => {
  expect(() => sayIn(requestTexts, 'nl')('step')).toThrow(/needs a value/);
});

test('a failure that no citizen should meet is said in general words', () => {
  expect(refusalIn('en', 'store.broken')).toBe(refusalTexts.other.en);
  expect(refusalIn('en', 'toString')).toBe(refusalTexts.other.en);
});
