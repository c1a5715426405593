import { z } from 'zod';
import { commandLine, inHouse, municipality, type Command } from './in-house.ts';

const verified = z.object({ checked: z.number(), waiting: z.number(), different: z.array(z.object({ what: z.string(), of: z.string() })) });
const rebuilt = z.object({ counted: z.number(), changed: z.number() });

/** `npm run eid -- indicators …`: the figures against the raw history. */
export const indicatorCommands: Readonly<Record<string, Command>> = {
  'indicators verify': {
    summary: 'Reckons K1 to K8 anew from the raw history and compares. Changes nothing.', usage: '--municipality <NIS>', options: municipality,
    run: (values) => inHouse(values, async (house, id) => {
      const { checked, waiting, different } = verified.parse(await house.call('indicators.verify', {}, commandLine(id, ['indicators:keep'])));
      for (const { what, of } of different) console.log(`${what} ${of}`);
      console.log(`${checked} dossiers compared, ${different.length === 0 ? 'all as the history says' : `${different.length} differences: npm run eid -- indicators rebuild`}; of ${waiting} the last steps are not counted yet`);
      return different.length === 0 ? 0 : 1;
    }),
  },
  'indicators rebuild': {
    summary: 'Puts K1 to K8 right from the raw history, while the work goes on.', usage: '--municipality <NIS>', options: municipality,
    run: (values) => inHouse(values, async (house, id) => {
      const { counted, changed } = rebuilt.parse(await house.call('indicators.rebuild', {}, commandLine(id, ['indicators:keep'])));
      console.log(`${counted} dossiers counted, ${changed} put right`);
    }),
  },
};
