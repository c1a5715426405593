import { z } from 'zod';
import { commandLine, inHouse, municipality, type Command } from './in-house.ts';

const next = z.unknown();
const verified = z.object({ checked: z.number(), waiting: z.number(), different: z.array(z.object({ what: z.string(), of: z.string() })), next });
const rebuilt = z.object({ counted: z.number(), changed: z.number(), next });

/** Call after call, until all is done. */
async function* callAfterCall<T extends { readonly next: unknown }>(call: (asked: object) => Promise<T>): AsyncGenerator<T> {
  let answer = await call({});
  for (; answer.next !== null; answer = await call({ after: answer.next })) yield answer;
  yield answer;
}

/** `npm run eid -- indicators …`: the figures against the raw history. */
export const indicatorCommands: Readonly<Record<string, Command>> = {
  'indicators verify': {
    summary: 'Reckons K1 to K8 anew from the raw history and compares. Changes nothing.', usage: '--municipality <NIS>', options: municipality,
    run: (values) => inHouse(values, async (house, id) => {
      let [checked, waiting, differences] = [0, 0, 0];
      for await (const part of callAfterCall(async (asked) => verified.parse(await house.call('indicators.verify', asked, commandLine(id, ['indicators:keep']))))) {
        checked += part.checked;
        waiting += part.waiting;
        differences += part.different.length;
        for (const { what, of } of part.different) console.log(`${what} ${of}`);
        if (part.next !== null) console.log(`${checked} dossiers compared so far`);
      }
      console.log(`${checked} dossiers compared, ${differences === 0 ? 'all as the history says' : `${differences} differences: npm run eid -- indicators rebuild`}; of ${waiting} the last steps are not counted yet`);
      return differences === 0 ? 0 : 1;
    }),
  },
  'indicators rebuild': {
    summary: 'Puts K1 to K8 right from the raw history, while the work goes on.', usage: '--municipality <NIS>', options: municipality,
    run: (values) => inHouse(values, async (house, id) => {
      let [counted, changed] = [0, 0];
      for await (const part of callAfterCall(async (asked) => rebuilt.parse(await house.call('indicators.rebuild', asked, commandLine(id, ['indicators:keep']))))) {
        counted += part.counted;
        changed += part.changed;
        if (part.next !== null) console.log(`${counted} dossiers counted so far`);
      }
      console.log(`${counted} dossiers counted, ${changed} put right`);
    }),
  },
};
