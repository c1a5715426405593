import { restFront } from '#connectors/rest-kit/rest-front.ts';
import { keepToken, tokenFile } from '#connectors/rest-kit/served-token.ts';
import { stateFailures } from '#connectors/rest-kit/state-failures.ts';
import type { Served } from '#services/kernel/connector.ts';
import type { __camel__Config } from '../../__name__.config.ts';
import type { __camel__ } from '../../__name__.port.ts';
import { __camel__Operations, __camel__Problems } from '../../wire/__name__-operations.ts';

/** The sandbox over the wire of the real system. */
export const served__Pascal__: Served<typeof __camel__, typeof __camel__Config> = {
  open: ({ implementation: side }, { folder }) => Promise.resolve({
    handle: restFront({
      operations: __camel__Operations, letsIn: keepToken(folder), problemOf: stateFailures('__name__', __camel__Problems, { down: 'unavailable', lost: 'no-answer' }),
      handlers: {
        health: async () => ({ value: { status: 'UP' as const } }),
        find: async ({ parameters: { reference } }, call) => ({ value: await side.find({ reference }, call) }),
        record: async ({ parameters: { reference }, body: { state } }, call) => {
          await side.record({ reference, state }, call);
          return {};
        },
      },
    }),
  }),
  settings: ({ url, folder }) => ({ url, credentials: { kind: 'bearer', token: `file:${tokenFile(folder)}` } }),
};
