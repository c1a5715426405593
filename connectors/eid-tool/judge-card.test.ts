import { makeInsz } from '#services/belgium/insz.ts';
import { judgeCard } from './judge-card.ts';

const insz = makeInsz('2014-12-01', 1, { testPerson: false });
const rules = { minimumAge: 12, day: '2026-11-30' };

test.each([
  ['a kids-ID', { kind: 'kids-id' }, 'kids-id'],
  ['a foreigner\'s card', { kind: 'foreigner' }, 'foreigners-card'],
  ['certificates of somebody over 75', { renewal: 'certificates' }, 'certificates-only'],
  ['somebody who is not 12 yet', {}, 'under-age'],
] as const)('%s is referred to the counter', (_title, overrides, expected) => {
  expect(judgeCard({ kind: 'eid', renewal: 'card', insz, ...overrides }, rules)).toBe(expected);
});

test('on the twelfth birthday the card can be renewed at home', () => {
  expect(judgeCard({ kind: 'eid', renewal: 'card', insz }, { ...rules, day: '2026-12-01' })).toBeUndefined();
});

test('whose birth date the number does not tell is not called too young', () => {
  // A BIS number with month 00.
  expect(judgeCard({ kind: 'eid', renewal: 'card', insz: '15000000152' }, rules)).toBeUndefined();
});
