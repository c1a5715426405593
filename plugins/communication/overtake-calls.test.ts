import { noticeSchema } from './communication.contract.ts';
import { isStale, overtakes } from './overtake-calls.ts';

test.each([
  ['visit-moved', 'visit-confirmed', true],
  ['visit-confirmed', 'invitation', true],
  ['reminder', 'invitation', true],
  ['delivery-planned', 'card-late', true],
  ['closed', 'delivery-planned', true],
  ['invitation', 'visit-confirmed', false],
  ['refund', 'visit-cancelled', false],
  ['closed', 'refund', false],
] as const)('a call about "%s" in place of one about "%s": %s', (newer, older, expected) => expect(overtakes(newer, older)).toBe(expected));

test('nobody is telephoned with an invitation after having reacted', () => {
  expect(isStale('invitation', 'invited')).toBe(false);
  expect(isStale('invitation', 'requested')).toBe(true);
  expect(isStale('counter-information', 'renewed-at-counter')).toBe(true);
});

test('when the journey has ended, only its end, a visit that does not take place, money that comes back and a complaint are still worth a call', () => {
  const worth = noticeSchema.options.filter((notice) => !isStale(notice, 'withdrawn'));
  expect(worth.toSorted()).toEqual(['closed', 'complaint-answered', 'complaint-received', 'referred-to-counter', 'refund', 'visit-cancelled', 'withdrawn']);
});
