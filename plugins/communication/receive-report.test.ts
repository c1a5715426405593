import { array, assert, constantFrom, property, shuffledSubarray } from 'fast-check';
import { isNews } from './receive-report.ts';

const reports = ['sent', 'delivered', 'read', 'failed'] as const;
type State = (typeof reports)[number] | 'parked';
const after = (told: readonly (typeof reports)[number][]): State => told.reduce<State>((state, report) => (isNews(state, report) ? report : state), 'parked');

test('a message that was read never becomes undelivered again, in whatever order reports come', () => {
  assert(property(array(constantFrom(...reports)), array(constantFrom(...reports)), (before, later) => {
    expect(after([...before, 'read', ...later])).toBe('read');
  }));
});

test('the order of reports does not matter', () => {
  assert(property(array(constantFrom(...reports), { minLength: 1, maxLength: 6 }).chain((told) => shuffledSubarray(told, { minLength: told.length }).map((shuffled) => [told, shuffled] as const)), ([told, shuffled]) => {
    expect(after(shuffled)).toBe(after(told));
  }));
});

test('a repeated report is no news', () => {
  for (const report of reports) expect(isNews(report, report)).toBe(false);
});
