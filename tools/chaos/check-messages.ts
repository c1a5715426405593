import type { Check } from './check.ts';

/** Over their wires these systems name a message by what stands in it: the number of the sandbox never leaves it, so messages are counted. */
const byContent = new Set(['payment']);

export const messageChecks: readonly Check[] = [
  {
    rule: 'every message of an outside system was taken in',
    find: ({ outcome: { told, taken } }) => {
      const known = new Set(taken.map(({ municipality, source, mark }) => `${municipality} ${source} ${mark}`));
      const lost = told.filter(({ municipality, port, message, marks, delivered }) => delivered !== 1 || (!byContent.has(port) && !marks.some((mark) => known.has(`${municipality} ${port}.${message} ${mark}`))))
        .map(({ port, message, id }) => `${port}.${message} ${id}`);
      const sources = new Set(told.filter(({ port }) => byContent.has(port)).map(({ municipality, port, message }) => `${municipality} ${port}.${message}`));
      const fewer = [...sources].flatMap((source) => {
        const [sent, marked] = [told, taken].map((all) => all.filter((one) => `${one.municipality} ${'source' in one ? one.source : `${one.port}.${one.message}`}` === source).length);
        return sent !== undefined && marked !== undefined && marked < sent ? [`${source}: ${sent} told, ${marked} taken in`] : [];
      });
      return [...lost, ...fewer];
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
