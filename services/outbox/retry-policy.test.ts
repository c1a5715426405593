import * as fc from 'fast-check';
import { defaultRetryPolicy, judge, pauseAfter } from './retry-policy.ts';

test.each([
  ['a transient failure is tried again', 'safe', 'keyed', 1, 'again'],
  ['a permanent failure waits for a person', 'never', 'keyed', 1, 'failed'],
  ['an ambiguous order with a key is repeated with the same key', 'ambiguous', 'keyed', 1, 'again'],
  ['an ambiguous payment is tried again, after a look', 'ambiguous', 'look-up', 1, 'again'],
  ['an ambiguous mail is never sent again by itself', 'ambiguous', 'park', 1, 'parked'],
  ['a mail that was certainly not sent is tried again', 'safe', 'park', 1, 'again'],
  ['after too many attempts it is a person\'s turn', 'safe', 'keyed', defaultRetryPolicy.attempts, 'failed'],
] as const)('%s', (_title, retry, idempotency, attempts, verdict) => {
  expect(judge(retry, idempotency, attempts, defaultRetryPolicy)).toBe(verdict);
});

test.each([[1, 100, 200], [2, 200, 400], [3, 400, 800], [10, 51_200, 102_400], [11, 100_000, 200_000], [500, 100_000, 200_000]])(
  'after %i attempts the pause is between %i and %i ms: the first one is short', (attempts, least, most) => {
    const pause = (random: number) => pauseAfter(attempts, { baseMs: 200, longestMs: 200_000 }, random);
    expect([pause(0), pause(1), pause(0.5)]).toEqual([least, most, (least + most) / 2]);
  },
);

test('the pause grows with each attempt, is never longer than the longest, and no two nodes need wait alike', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 200 }), fc.double({ min: 0, max: 0.999, noNaN: true }), (attempts, random) => {
    const pause = pauseAfter(attempts, defaultRetryPolicy, random);
    expect(pause).toBeGreaterThanOrEqual(Math.min(defaultRetryPolicy.longestMs, defaultRetryPolicy.baseMs * 2 ** (attempts - 1)) / 2);
    expect(pause).toBeLessThanOrEqual(defaultRetryPolicy.longestMs);
    expect(pauseAfter(attempts + 1, defaultRetryPolicy, random)).toBeGreaterThanOrEqual(pause);
  }));
});
