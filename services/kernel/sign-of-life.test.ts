import { isSilent, livingSigns } from './sign-of-life.ts';

const [now, silence] = [1_000_000, 60_000];

test.each([
  ['just given', now, false], ['given a moment within the silence that is borne', now - silence + 1, false], ['as old as the silence that is borne', now - silence, true],
  ['a little ahead, by a clock that goes ahead of ours', now + silence, false], ['so far ahead that it was written before a clock was set back', now + silence + 1, true],
])('a sign of life that is %s is taken as silence: %2$s', (_title, sign, silent) => {
  expect(isSilent(sign, now, silence)).toBe(silent);
});

test('the signs that count are those within the silence that is borne, before and after our own clock', () => {
  expect(livingSigns(now, silence)).toEqual({ after: now - silence, until: now + silence });
});
