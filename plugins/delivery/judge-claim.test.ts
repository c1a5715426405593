import { judgeClaim, type Claim } from './judge-claim.ts';

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
