import { z } from 'zod';
import { askLocal, localPath } from '../local/local-socket.ts';
import { UsageError, type Command } from './command.ts';

const answer = z.union([
  z.object({ begun: z.array(z.object({ kind: z.string(), outcome: z.object({ outcome: z.string(), why: z.string().optional() }) })) }),
  z.object({ visits: z.array(z.string()) }),
]);

export const beginCommand: Command = {
  usage: '[--visit <id>]',
  summary: 'begins at the door what was prepared for a visit, with or without a connection; ends when the citizen is ready',
  options: { visit: { type: 'string' } },
  run: async ({ visit }, home, { say }) => {
    if (visit !== undefined && !z.uuid().safeParse(visit).success) throw new UsageError('a visit is named by its id');
    const told = answer.parse(await askLocal(localPath(home, process.platform), { do: 'begin', ...(visit !== undefined && { visit }) }));
    if ('visits' in told) {
      say(told.visits.length === 0 ? 'nothing was prepared' : `several visits were prepared: name one with --visit\n${told.visits.join('\n')}`);
      return 1;
    }
    for (const { kind, outcome: { outcome, why } } of told.begun) say(`${kind.padEnd(14)} ${outcome}${why === undefined ? '' : ` (${why})`}`);
    if (told.begun.length === 0) say('nothing was prepared for this visit');
    return told.begun.length > 0 && told.begun.every(({ outcome: { outcome } }) => outcome === 'sealed') ? 0 : 1;
  },
};
