import { reconcile, statementReport, writeReconciliation } from './reconciliation.ts';

const line = (bankReference: string, amount: number, communication: string | null, problem: 'wrong-check-digits' | 'no-structured-communication' | null = null) => ({ bankReference, amount, valueDate: '2026-11-24', communication, problem });
const report = statementReport.parse({
  format: 'coda', statements: [{ day: '2026-11-24', number: '325-325', before: 10_000, after: 22_000, lines: 6 }], elsewhere: 1, takenIn: false, debits: { lines: 1, amount: 500 },
  credits: [line('a', 2_500, '+++1+++'), line('b', 2_500, '+++1+++'), line('c', 1_000, '+++2+++'), line('d', 4_000, null, 'wrong-check-digits'), line('e', 2_500, '+++3+++')],
});
const judged = [
  { bankReference: 'a', takenInBefore: false, problem: null }, { bankReference: 'b', takenInBefore: false, problem: 'already-paid' }, { bankReference: 'c', takenInBefore: true, problem: 'wrong-amount' }, { bankReference: 'd', takenInBefore: false, problem: 'unknown-communication' },
  { bankReference: 'e', takenInBefore: false, problem: 'unknown-communication' },
] as const;

test('each line says what it pays, or why it pays nothing', () => {
  expect(reconcile(report, judged).credits.map(({ bankReference, problem, takenInBefore }) => [bankReference, problem, takenInBefore])).toEqual([
    ['a', null, false], ['b', 'already-paid', false], ['c', 'wrong-amount', true], ['d', 'wrong-check-digits', false], ['e', 'unknown-communication', false],
  ]);
});
test('the treasurer reads sums, debits, and whether anything was taken in', () => {
  const text = writeReconciliation(reconcile(report, judged));
  for (const part of ['100.00 EUR before, 220.00 EUR after', 'paid already', 'another amount (taken in before)', '(free text)', '1 line of 25.00 EUR paid something, 4 lines nothing; 1 debit of 5.00 EUR', '1 statement of other accounts left alone', 'Nothing was taken in']) expect(text).toContain(part);
});
