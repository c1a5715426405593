import type { Accepted } from './judge-survivors.ts';

/** Every change of the code that the tests need not notice. What is not here and survives is a missing test or code that is not needed. */
export const acceptedSurvivors: readonly Accepted[] = [
  {
    file: 'services/journey/journey-table.ts', was: 'table.states[state]?.on', becomes: 'table.states[state].on',
    why: 'only the type asks for it: every state that is looked at was found in the table before',
  },
  {
    file: 'services/store/repeat-transaction.ts', was: 'Math.random() * 10 * 2 ** attempt', becomes: 'Math.random() * 10 / 2 ** attempt',
    why: 'how long a repetition waits is a matter of speed; that it comes, and how often, is tested',
  },
  {
    file: 'services/store/repeat-transaction.ts', was: 'Math.random() * 10', becomes: 'Math.random() / 10',
    why: 'as above',
  },
  {
    file: 'services/store/repeat-transaction.ts', was: '{ commit: false }', becomes: '{}',
    why: 'what is not there is false as well',
  },
  {
    file: 'services/store/store-failures.ts', was: 'original?.message ?? error.message', becomes: 'original?.message && error.message',
    why: "Sequelize gives its errors the message of the driver's error",
  },
];
