import { instantOf } from '#services/belgium/brussels-time.ts';
import { isFailure } from '#services/kernel/failure.ts';
import { fillValues } from './fill-values.ts';

const plainSpaces = (text: string | undefined): string | undefined => text?.replaceAll(/\p{Zs}/gu, ' ');
const failureOf = (run: () => unknown): unknown => {
  try {
    return run();
  } catch (error) {
    return error;
  }
};
const transfer = { amount: 2500, iban: 'BE68539007547034', beneficiary: 'Stad Gent', communication: '+++090/9337/55493+++', deadline: instantOf('2026-11-30', '00:00') };

test('a visit reads with its weekday, day and time in the citizen\'s language', () => {
  expect(plainSpaces(fillValues('visit-confirmed', { start: instantOf('2026-12-02', '09:30') }, 'fr')['when'])).toMatch(/^mercredi 2 décembre 2026.*09:30$/u);
});

test('a transfer that is waited for until midnight must be there the day before', () => {
  expect(fillValues('payment-requested', transfer, 'nl')['deadline']).toBe('29 november 2026');
});

test('a transfer that is waited for until a visit must be there on its day', () => {
  expect(fillValues('payment-requested', { ...transfer, deadline: instantOf('2026-11-30', '10:00') }, 'nl')['deadline']).toBe('30 november 2026');
});

test('an account number reads in groups of four, an amount in euro', () => {
  const values = fillValues('payment-requested', transfer, 'nl');
  expect(values['iban']).toBe('BE68 5390 0754 7034');
  expect(plainSpaces(values['amount'])).toBe('€ 25,00');
});

test('a free visit is called free, a paid one names its price and says that it is never paid at the door', () => {
  const given = { link: 'https://example.org/x', code: 'AAAAA-BBBBB', expiresOn: '2026-12-15' };
  expect(fillValues('invitation', { ...given, fee: 0 }, 'en')['fee']).toBe('This visit costs you nothing.');
  expect(fillValues('invitation', { ...given, fee: 500 }, 'en')['fee']).toContain('€5.00');
});

test('what a text does not need does not come along', () => {
  expect(fillValues('closed', { code: 'AAAAA-BBBBB' }, 'nl')).toEqual({});
});

test.each([
  ['missing', {}, 'values.start'],
  ['no moment', { start: 'tomorrow' }, 'values.start'],
])('a value that is %s is named in the refusal', (_title, given, name) => {
  const error = failureOf(() => fillValues('visit-moved', given, 'nl'));
  expect(isFailure(error, 'communication.values-unfit')).toBe(true);
  expect(isFailure(error) && error.data.issues?.map((issue) => issue.name)).toEqual([name]);
});

test('the refusal does not hold the value', () => {
  const error = failureOf(() => fillValues('unclaimed-soon', { claimBefore: '1985-07-30 Peeters' }, 'nl'));
  expect(isFailure(error, 'communication.values-unfit')).toBe(true);
  expect(JSON.stringify([error, isFailure(error) && error.message])).not.toContain('Peeters');
});
