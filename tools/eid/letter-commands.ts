import { z } from 'zod';
import { maskSource } from '#services/outbox/mask-source.ts';
import { commandLine, inHouse, municipality, waitForOutbox, type Command } from './in-house.ts';

const letterList = z.object({ total: z.number(), letters: z.array(z.object({ letter: z.string(), source: z.string(), kept: z.string(), times: z.number(), since: z.number() })) });
const source = z.looseObject({ messageId: z.string(), payload: z.unknown() });
const one = { ...municipality, letter: { type: 'string' }, why: { type: 'string' } } as const;

/** `npm run eid -- letters …`: messages of outside systems that were not understood. */
export const letterCommands: Readonly<Record<string, Command>> = {
  'letters list': {
    summary: 'Messages of outside systems that were not understood, in the order in which they came first.', usage: '--municipality <NIS> [--source <system.message>] [--limit 100] [--offset 0]',
    options: { ...municipality, source: { type: 'string' }, limit: { type: 'string' }, offset: { type: 'string' } },
    run: (values) => inHouse(values, async (house, id) => {
      const { municipality: _municipality, ...asked } = values;
      const { letters, total } = letterList.parse(await house.call('dead-letters.list', asked, commandLine(id, ['exceptions:read'])));
      for (const { letter, source: kind, kept, times, since } of letters) console.log(`${letter}  ${kind}  ${kept}, came ${times} times, last at ${new Date(since).toISOString()}`);
      console.log(`${letters.length} of ${total}`);
    }),
  },
  'letters source': {
    summary: 'What was wrong with one, and the shape of its raw source: fields, kinds and lengths. With --whole what it says; that may hold personal data. The look is audited.',
    usage: '--municipality <NIS> --letter <id> --why <code> [--whole]', options: { ...one, whole: { type: 'boolean' } },
    run: (values) => inHouse(values, async (house, id) => {
      const { letter, why, whole } = values;
      const found = source.parse(await house.call('dead-letters.source', { letter, why }, commandLine(id, ['exceptions:source'])));
      console.log(JSON.stringify(whole === true ? found : { ...found, messageId: maskSource(found.messageId), payload: maskSource(found.payload) }, undefined, 2));
    }),
  },
  'letters replay': {
    summary: 'Takes one in again under its own id, or all of a kind: after the house, or what it knows, has changed.', usage: '--municipality <NIS> (--letter <id> | --source <system.message>) --why <code>',
    options: { ...one, source: { type: 'string' } }, sends: 'always',
    run: (values, sends) => inHouse(values, async (house, id) => {
      const { letter, source: kind, why } = values;
      if ((letter === undefined) === (kind === undefined)) throw new Error('either --letter or --source');
      const caller = commandLine(id, ['exceptions:read', 'exceptions:replay']);
      const asked = kind === undefined ? [letter] : letterList.parse(await house.call('dead-letters.list', { source: kind, limit: 500 }, caller)).letters.filter(({ kept }) => kept === 'whole').map((each) => each.letter);
      if (asked.length === 0) throw new Error(`no letter of ${String(kind)} waits with its source`);
      const { takenIn, refused } = z.object({ takenIn: z.number(), refused: z.number() }).parse(await house.call('dead-letters.replay', { letters: asked, why }, caller));
      await waitForOutbox(house, values);
      console.log(`${takenIn} taken in, ${refused} not understood this time either`);
      return refused > 0 ? 1 : 0;
    }, sends),
  },
  'letters discard': {
    summary: 'Gives one up: its raw source is destroyed.', usage: '--municipality <NIS> --letter <id> --why <code>', options: one,
    run: (values) => inHouse(values, async (house, id) => {
      const { letter, why } = values;
      const { dismissed } = z.object({ dismissed: z.boolean() }).parse(await house.call('dead-letters.dismiss', { letter, why }, commandLine(id, ['exceptions:replay'])));
      console.log(dismissed ? 'given up, its source is destroyed' : 'it did not wait any more');
    }),
  },
};
