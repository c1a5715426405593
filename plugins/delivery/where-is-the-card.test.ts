import { cardHolder } from './where-is-the-card.ts';

const after = (...moves: string[]) => cardHolder(moves.map((move) => ({ move })));

test.each([
  ['its maker until someone at the town hall has received it', ['order', 'plan-delivery', 'find-card-late'], 'maker'],
  ['the municipality once it is received', ['order', 'receive-card', 'plan-delivery'], 'municipality'],
  ['bpost from the hand-over to its courier on, also after a failed attempt', ['order', 'receive-card', 'hand-to-bpost', 'fail-attempt'], 'bpost'],
  ['the municipality again when bpost has brought it back', ['order', 'receive-card', 'hand-to-bpost', 'fail-attempt', 'return-card'], 'municipality'],
  ['the citizen once it is active', ['order', 'receive-card', 'start-delivery', 'activate', 'register-code'], 'citizen'],
  ['nobody here when it was lost and ordered again', ['order', 'receive-card', 'lose-card', 'order'], 'maker'],
])('the card is with %s', (_title, moves, holder) => {
  expect(after(...moves)).toBe(holder);
});
