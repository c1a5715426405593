import { instantOf } from '#services/belgium/brussels-time.ts';
import { judgeClaim, termUntilReceived, type Claim } from './judge-claim.ts';

const aClaim = (overrides: Partial<Claim> = {}): Claim => ({ claimBefore: '2026-09-01', warned: false, plannedDay: null, ...overrides });

test.each([
  ['waits while the end is far', aClaim(), '2026-08-10', 'wait'],
  ['is warned about from three weeks ahead', aClaim(), '2026-08-11', 'warn'],
  ['is warned about once', aClaim({ warned: true }), '2026-08-20', 'wait'],
  ['is not warned about while its delivery is still to come', aClaim({ plannedDay: '2026-08-25' }), '2026-08-20', 'wait'],
  ['is warned about when its delivery has passed', aClaim({ plannedDay: '2026-08-15' }), '2026-08-20', 'warn'],
  ['is still there on the last day', aClaim({ warned: true }), '2026-08-31', 'wait'],
  ['is destroyed after three months', aClaim({ warned: true }), '2026-09-01', 'destroy'],
  ['is destroyed after three months also when we were off that day', aClaim(), '2026-10-15', 'destroy'],
] as const)('an unclaimed card %s', (_title, claim, today, judgement) => {
  expect(judgeClaim(claim, today, 21)).toBe(judgement);
});

const noon = (day: string) => instantOf(day, '12:00');

test.each([
  ['has no term while it is under way', 'shipped', null, null],
  ['has no term any more when BiZa takes its word back', 'shipped', '2026-09-01', null],
  ['has three months from the day it was at the town hall for BiZa', 'at-municipality', null, '2026-08-01'],
  ['keeps the term that it has', 'at-municipality', '2026-07-20', '2026-07-20'],
] as const)('a card that nobody took in %s', (_title, status, known, term) => {
  expect(termUntilReceived({ status, since: noon('2026-05-01') }, known, noon('2026-05-04'), 3)).toBe(term);
});

test('a day that is still to come begins no term', () => {
  expect(termUntilReceived({ status: 'at-municipality', since: noon('2026-06-01') }, null, noon('2026-05-04'), 3)).toBe('2026-08-04');
});
