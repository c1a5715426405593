import { z } from 'zod';
import { openSandbox } from '#connectors/sandbox-kit/open-sandbox.ts';
import type { OpenSandbox, SandboxEnv } from '#services/kernel/connector.ts';
import { __camel__, __camel__Failures } from '../__name__.port.ts';

const { find, record } = __camel__.operations;

/** That system as far as we know it: it refuses what the real one refuses. What is open can be done; what is done stays so. */
export function open__Pascal__(env: SandboxEnv<unknown>): OpenSandbox<typeof __camel__> {
  return openSandbox(__camel__, env, __camel__Failures, ({ file, lever }) => {
    const states = file.documents<z.output<typeof record.input>['state']>('state');
    const stateOf = (reference: string) => states.get(reference) ?? ('unknown' as const);
    return {
      operations: {
        find: { act: ({ reference }) => ({ state: stateOf(reference) }) },
        record: {
          act: ({ reference, state }) => {
            if (stateOf(reference) === 'done' && state === 'open') throw __camel__Failures.refused();
            states.put(reference, state);
            return {};
          },
        },
      },
      levers: {
        put: lever('Puts an entry there, as somebody else would.', record.input, z.strictObject({}), ({ reference, state }) => { states.put(reference, state); return {}; }),
        look: lever('In which state an entry is.', find.input, find.output, ({ reference }) => ({ state: stateOf(reference) })),
      },
    };
  });
}
