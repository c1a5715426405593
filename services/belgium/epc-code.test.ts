import { writeEpcCode } from './epc-code.ts';

test('the code of a transfer holds what a bank asks, a field a line', () => {
  expect(writeEpcCode({ iban: 'BE68 5390 0754 7034', beneficiary: ' Stad\nGent ', amount: 2500, communication: '+++010/8068/17183+++' }).split('\n')).toEqual([
    'BCD', '002', '1', 'SCT', '', 'Stad Gent', 'BE68539007547034', 'EUR25.00', '', '', '+++010/8068/17183+++',
  ]);
});

test('a name that is too long for a bank is cut', () => {
  expect(writeEpcCode({ iban: 'BE68539007547034', beneficiary: 'a'.repeat(90), amount: 5, communication: 'x' }).split('\n').slice(5, 8)).toEqual(['a'.repeat(70), 'BE68539007547034', 'EUR0.05']);
});
