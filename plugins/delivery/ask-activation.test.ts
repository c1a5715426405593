import { isRefused } from './ask-activation.ts';

test.each([
  ['did every command', ['9000', '6110', '00AA9000'], false],
  ['refused one command', ['9000', '6982', '9000'], true],
  ['did not answer at all', [], true],
])('what a card answered that %s is given to BiZa only when nothing was refused', (_title, responses, refused) => {
  expect(isRefused(responses)).toBe(refused);
});
