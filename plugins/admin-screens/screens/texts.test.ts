import { textsHold } from '#tools/test-house/texts-hold.ts';
import { adminTexts } from './admin-texts.ts';
import { agentsTexts } from './agents-texts.ts';
import { auditTexts } from './audit-texts.ts';
import { changeTexts } from './change-texts.ts';
import { lettersTexts } from './letters-texts.ts';
import { reasonTexts } from './reason-texts.ts';
import { refusalIn, refusalTexts } from './refusal-texts.ts';
import { formTexts } from './settings-form/form-texts.ts';
import { switchTexts } from './switch-texts.ts';

textsHold({
  adminTexts, agentsTexts, auditTexts, changeTexts, formTexts, lettersTexts, reasonTexts, refusalTexts, switchTexts,
});

test('a refusal that is not in the catalogue is said in general words', () => {
  expect([refusalIn('en', 'store.broken'), refusalIn('en', 'toString')]).toEqual([refusalTexts.other.en, refusalTexts.other.en]);
  expect(refusalIn('en', undefined)).toBeUndefined();
});
