import { z } from 'zod';
import type { OpenSandbox, SandboxEnv } from '#services/kernel/connector.ts';
import { failures } from '#services/kernel/failure.ts';
import { definePort } from '#services/kernel/port.ts';
import { openSandbox } from './open-sandbox.ts';

const input = z.object({ dossier: z.string() });
const output = z.object({ number: z.int() });

/** An office that gives out numbers: the smallest outside system with an operation of every kind. For the tests of this kit. */
export const toyOffice = definePort('toy-office', {
  given: { idempotency: 'read', input: z.object({}), output },
  giveKeyed: { idempotency: 'keyed', input, output },
  giveLooked: { idempotency: 'look-up', input, output },
  giveParked: { idempotency: 'park', input, output },
  announce: { idempotency: 'keyed', input, output },
}, { given: { payload: output } });

export const toyFailures = failures('toy-office', {
  unavailable: { status: 503, retry: 'safe', title: 'The office does not answer.' },
  'no-answer': { status: 504, retry: 'ambiguous', title: 'The office did not answer in time.' },
  refused: { status: 422, retry: 'never', title: 'The office refused this.' },
});

export function openToyOffice(env: SandboxEnv<unknown>): OpenSandbox<typeof toyOffice> {
  return openSandbox(toyOffice, env, toyFailures, ({ file, lever, table, post }) => {
    const numbers = file.documents<number>('number');
    const give = (dossier: string) => {
      const number = (numbers.get('last') ?? 0) + 1;
      numbers.put('last', number);
      numbers.put(`of ${dossier}`, number);
      // Refused after it has written: nothing of it may stay.
      if (dossier === 'nobody') throw toyFailures.refused();
      return { number };
    };
    return {
      operations: {
        given: { act: () => ({ number: numbers.get('last') ?? 0 }) },
        giveKeyed: { act: ({ dossier }) => give(dossier) },
        giveParked: { act: ({ dossier }) => give(dossier) },
        giveLooked: {
          act: ({ dossier }) => give(dossier),
          look: ({ dossier }) => {
            const number = numbers.get(`of ${dossier}`);
            return number === undefined ? undefined : { number };
          },
        },
        announce: { act: ({ dossier }) => { const given = give(dossier); post('given', given); return given; } },
      },
      levers: {
        give: lever('Gives a number at the desk and tells the house.', input, output, ({ dossier }) => {
          post('given', { number: (numbers.get('last') ?? 0) + 1 });
          return give(dossier);
        }),
        numbers: table('All numbers that were given, by whom they were given to.', z.object({ numbers: z.array(z.object({ to: z.string(), number: z.int() })) }), () => ({ numbers: numbers.all().map(({ id, document }) => ({ to: id, number: document })) })),
        tell: lever('Tells the house a number.', output, z.strictObject({}), (given) => { post('given', given); return {}; }),
      },
    };
  });
}
