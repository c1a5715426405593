import { textsHold } from '#tools/test-house/texts-hold.ts';
import { languages } from '#services/belgium/language.ts';
import { changeTexts } from './change-texts.ts';
import { countTexts } from './count-texts.ts';
import { emptyTexts, groupTexts, meaningTexts, nameTexts, reckoningTexts } from './indicator-texts.ts';
import { indicatorsTexts } from './indicators-texts.ts';
import { reportTexts } from './report-texts.ts';

textsHold({ changeTexts, countTexts, emptyTexts, groupTexts, indicatorsTexts, meaningTexts, nameTexts, reckoningTexts, reportTexts });

test('what an indicator measures is said in exactly one sentence', () => {
  const wrong = Object.entries(meaningTexts).flatMap(([id, text]) => languages.filter((language) => !/^[^.!?;:]+\.$/.test(text[language])).map((language) => `${id} ${language}`));
  expect(wrong).toEqual([]);
});
