import type { Check } from './checks.ts';

export const messageChecks: readonly Check[] = [
  {
    rule: 'every message of an outside system was taken in',
    find: ({ outcome: { told, taken } }) => {
      const known = new Set(taken.map(({ municipality, source, mark }) => `${municipality} ${source} ${mark}`));
      return told.filter(({ municipality, port, message, marks, delivered }) => delivered !== 1 || !marks.some((mark) => known.has(`${municipality} ${port}.${message} ${mark}`)))
        .map(({ port, message, id }) => `${port}.${message} ${id}`);
    },
  },
  {
    rule: 'each message reached its receiver once, however often it came',
    find: ({ outcome: { told, items } }) => {
      const names = new Set(told.map(({ municipality, port, message }) => `${municipality} ${port}.${message}`));
      const count = <T>(all: readonly T[], name: (one: T) => string) => (wanted: string) => all.filter((one) => name(one) === wanted).length;
      const sent = count(told, ({ municipality, port, message }) => `${municipality} ${port}.${message}`);
      // Every message has one receiver in these municipalities.
      const received = count(items.filter(({ kind }) => kind === 'message'), ({ municipality, name }) => `${municipality} ${name}`);
      return [...names].filter((name) => sent(name) !== received(name)).map((name) => `${name}: ${sent(name)} told, ${received(name)} received`);
    },
  },
];
