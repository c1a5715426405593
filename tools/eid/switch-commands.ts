import { z } from 'zod';
import { commandLine, inHouse, municipality, type Command, type Values } from './in-house.ts';

const switchList = z.object({ switches: z.array(z.object({
  port: z.string(), state: z.string(), why: z.string().nullable(), by: z.string().nullable(), since: z.number().nullable(), waiting: z.number(),
})) });
const options = { ...municipality, port: { type: 'string' }, why: { type: 'string' } } as const;
const usage = '--municipality <NIS> --port <port|*> --why <code>';

/** `npm run eid -- outbox …`: what goes out of the house, connector by connector. */
export const switchCommands: Readonly<Record<string, Command>> = {
  'outbox switches': {
    summary: 'What is switched off, and how many effects wait.', usage: '--municipality <NIS>', options: municipality,
    run: (values) => inHouse(values, async (house, id) => {
      const { switches } = switchList.parse(await house.call('outbox.switches', {}, commandLine(id, ['outbox:read'])));
      for (const { port, state, why, by, since, waiting } of switches) {
        console.log(`${port.padEnd(22)} ${state.padEnd(9)} ${String(waiting).padStart(6)} waiting${why === null ? '' : `  ${why}, by ${by}, since ${new Date(since ?? 0).toISOString()}`}`);
      }
    }),
  },
  'outbox pause': {
    summary: 'What goes out to this system waits until it is resumed, in each lane in the order in which it was asked; look-ups and inbound messages go on.', usage, options,
    run: (values) => flip(values, 'pause', 'what goes out to it waits, in each lane in the order in which it was asked; look-ups and messages from it go on'),
  },
  'outbox cut': {
    summary: 'Kill switch: nothing goes out, look-ups and inbound messages are refused, until it is resumed.', usage: `${usage} --yes`, options: { ...options, yes: { type: 'boolean' } },
    run: async (values) => {
      const does = 'nothing goes out to it, look-ups at it fail, and its messages are refused (the sender keeps them)';
      if (values['yes'] === true) return flip(values, 'cut', does);
      console.error(`cut ${String(values['port'])}: ${does}, until 'outbox resume'. Citizens and officials who need it cannot go on. Say --yes to do it.`);
      return 2;
    },
  },
  'outbox resume': {
    summary: 'Switches it on again: what waited goes out, in each lane in the order in which it was asked; lanes do not wait for each other.', usage, options,
    run: (values) => flip(values, 'resume', 'a running middleware sends what waited'),
  },
};

async function flip(values: Values, how: 'pause' | 'cut' | 'resume', does: string): Promise<number> {
  const { port, why } = values;
  if (typeof port !== 'string') throw new Error('--port: which connector; * for all');
  if (typeof why !== 'string') throw new Error('--why: a code for the audit');
  return inHouse(values, async (house, id) => {
    const answer = z.looseObject({ resumed: z.boolean().optional() }).parse(await house.call(`outbox.${how}`, { port, why }, commandLine(id, ['outbox:switch'])));
    console.log(`${how} ${port}: ${answer.resumed === false ? 'it was not switched off' : does}`);
  });
}
