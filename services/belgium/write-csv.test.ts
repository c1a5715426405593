import { writeCsv } from './write-csv.ts';

test('a spreadsheet in Belgium reads the lines as they are, and runs none of them', () => {
  expect(writeCsv([['a;b', 'say "ja"', null, 2.5, 1 / 3], ['=1+1', '-x', '', -4, 12]])).toBe('\uFEFF"a;b";"say ""ja""";;2,5;0,33\r\n\'=1+1;\'-x;;-4;12\r\n');
});
