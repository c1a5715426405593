import { z } from 'zod';
import { maskSource } from '#services/outbox/mask-source.ts';
import { commandLine, inHouse, municipality, waitForOutbox, type Command, type Values } from './in-house.ts';

const exceptionList = z.object({ total: z.number(), exceptions: z.array(z.object({
  item: z.string(), name: z.string(), state: z.string(), dossier: z.string().nullable(), failure: z.string().nullable(), attempts: z.number(), replays: z.number(), since: z.number(), behind: z.number(),
})) });
const one = { ...municipality, item: { type: 'string' }, why: { type: 'string' } } as const;

/** `npm run eid -- exceptions …`: what waits for a person. */
export const exceptionCommands: Readonly<Record<string, Command>> = {
  'exceptions list': {
    summary: 'What waits for a person, the oldest first.', usage: '--municipality <NIS> [--name <system.operation>] [--state failed|parked] [--limit 500] [--offset 0]',
    options: { ...municipality, name: { type: 'string' }, state: { type: 'string' }, limit: { type: 'string' }, offset: { type: 'string' } },
    run: (values) => inHouse(values, async (house, id) => {
      const { municipality: _municipality, ...asked } = values;
      const { exceptions, total } = exceptionList.parse(await house.call('exceptions.list', asked, commandLine(id, ['exceptions:read'])));
      for (const { item, name, state, dossier, failure, attempts, replays, since, behind } of exceptions) {
        console.log(`${item}  ${state}  ${name}  ${failure ?? ''}  dossier ${dossier ?? 'none'}, since ${new Date(since).toISOString()}, attempts ${attempts}, replays ${replays}, behind it ${behind}`);
      }
      console.log(`${exceptions.length} of ${total}`);
    }),
  },
  'exceptions replay': {
    summary: 'Tries one again, or all of a kind, in the order in which they were asked.', usage: '--municipality <NIS> (--item <id> | --name <system.operation> [--failure <type>]) --why <code>',
    options: { ...one, name: { type: 'string' }, failure: { type: 'string' } }, sends: 'always',
    run: (values, sends) => inHouse(values, async (house, id) => {
      const { item, name, failure, why } = values;
      if ((item === undefined) === (name === undefined)) throw new Error('either --item or --name');
      const [action, input] = item === undefined ? ['exceptions.replayKind', { name, failure, why }] as const : ['exceptions.replay', { items: [item], why }] as const;
      const { replayed } = z.object({ replayed: z.number() }).parse(await house.call(action, input, commandLine(id, ['exceptions:replay'])));
      await waitForOutbox(house, values);
      console.log(`${replayed} tried again`);
    }, sends),
  },
  'exceptions skip': {
    summary: 'Gives one up, so that those behind it go on.', usage: '--municipality <NIS> --item <id> --why <code>', options: one, sends: 'always',
    run: (values, sends) => inHouse(values, async (house, id) => {
      const { skipped } = z.object({ skipped: z.boolean() }).parse(await house.call('exceptions.skip', decision(values), commandLine(id, ['exceptions:replay'])));
      await waitForOutbox(house, values);
      console.log(skipped ? 'given up' : 'it did not wait for a person any more');
    }, sends),
  },
  'exceptions happened': {
    summary: 'Says that one did happen: what follows from it is done, and what that asks is sent.', usage: '--municipality <NIS> --item <id> --why <code> [--output <JSON of what the other system answered>]',
    options: { ...one, output: { type: 'string' } }, sends: 'always',
    run: (values, sends) => inHouse(values, async (house, id) => {
      const output = values['output'] === undefined ? {} : { output: z.json().parse(JSON.parse(String(values['output']))) };
      const { happened } = z.object({ happened: z.boolean() }).parse(await house.call('exceptions.happened', { ...decision(values), ...output }, commandLine(id, ['exceptions:replay'])));
      await waitForOutbox(house, values);
      console.log(happened ? 'counts as done' : 'it did not wait for a person any more');
    }, sends),
  },
  'exceptions source': {
    summary: 'The shape of the raw source of one (fields, kinds and lengths) and what became of each attempt. With --whole what it says; that may hold personal data. The look is audited.',
    usage: '--municipality <NIS> --item <id> --why <code> [--whole]', options: { ...one, whole: { type: 'boolean' } },
    run: (values) => inHouse(values, async (house, id) => {
      const found = z.looseObject({ payload: z.unknown() }).parse(await house.call('exceptions.source', decision(values), commandLine(id, ['exceptions:source'])));
      console.log(JSON.stringify(values['whole'] === true ? found : { ...found, payload: maskSource(found.payload) }, undefined, 2));
    }),
  },
};

function decision({ item, why }: Values) {
  return { item, why };
}
