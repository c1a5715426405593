import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { erasure } from '#services/retention/retention.contract.ts';
import { commandLine, inHouse, municipality, type Command, type Values } from './in-house.ts';

const options = { ...municipality, 'insz-file': { type: 'string' }, why: { type: 'string' } } as const;
const notOnTheLine = 'The national number is read from a file, or from standard input with `-`: on the command line it would stay in the history of the shell and show in the list of processes.';

/** What one person may ask: to see what is held, and to be forgotten (GDPR art. 15 and 17). */
export const personCommands: Readonly<Record<string, Command>> = {
  'person export': {
    summary: `Everything that is held on one person, as one JSON document. ${notOnTheLine}`, usage: '--municipality <NIS> --insz-file <path or -> [--why asked-by-citizen]', options,
    run: (values) => inHouse(values, async (house, id) => {
      const held = await house.call('retention.exportPerson', askedBy(values), commandLine(id, ['retention:export']));
      console.log(JSON.stringify(held, null, 2));
    }),
  },
  'person erase': {
    summary: `Says what would go and what would stay if one person were forgotten; does it, for good, with --yes. ${notOnTheLine}`,
    usage: '--municipality <NIS> --insz-file <path or -> [--why asked-by-citizen] [--yes]', options: { ...options, yes: { type: 'boolean' } },
    run: (values) => inHouse(values, async (house, id) => {
      const asked = askedBy(values);
      const caller = commandLine(id, ['retention:erase']);
      const plan = erasure.parse(await house.call('retention.previewErasure', asked, caller));
      for (const line of describeErasure(plan)) console.log(line);
      if (plan.blockedBy.length > 0) return 1;
      if (values['yes'] !== true) {
        console.log('Nothing was changed. With --yes it is done; it cannot be undone.');
        return 0;
      }
      await house.call('retention.erasePerson', { ...asked, confirm: 'for-good' }, caller);
      console.log('Done. Backups keep it until they are thrown away.');
      return 0;
    }),
  },
};

export function describeErasure({ goes, stays, blockedBy, doubtful }: z.output<typeof erasure>): string[] {
  return [
    'Goes:', ...goes.map(({ what, table, rows }) => `  ${rows} in ${table}: ${what}`),
    'Stays:', ...stays.map(({ table, rows, why }) => `  ${rows} in ${table}: ${why}`),
    ...(doubtful.length > 0 ? ['May be about this person, and stays until somebody decides:', ...doubtful.map(({ table, row, why }) => `  ${row} in ${table}: ${doubts[why]}`)] : []),
    ...(blockedBy.length > 0 ? ['Not possible yet:', ...blockedBy.map(({ table, rows, why }) => `  ${rows} in ${table}: ${why}`)] : []),
  ];
}

const doubts = { unreadable: 'it cannot be opened', 'name-only': 'it holds the name, which others may have too' } as const;

function askedBy(values: Values): { insz: string; why: string } {
  const file = values['insz-file'];
  if (typeof file !== 'string') throw new Error('--insz-file: a file that holds the national number, or - for standard input');
  const insz = readFileSync(file === '-' ? 0 : file, 'utf8').replaceAll(/[\s.-]/g, '');
  return { insz, why: String(values['why'] ?? 'asked-by-citizen') };
}
