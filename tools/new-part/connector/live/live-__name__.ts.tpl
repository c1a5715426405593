import { checkRest } from '#connectors/rest-kit/check-rest.ts';
import { openRestClient, type Noticed, type RestClient } from '#connectors/rest-kit/open-rest-client.ts';
import { defineLive, type Finding, type LiveEnv } from '#services/kernel/connector.ts';
import type { PortImplementation } from '#services/kernel/port.ts';
import type { __camel__ } from '../__name__.port.ts';
import { __camel__Operations } from '../wire/__name__-operations.ts';
import { __camel__Meanings } from './__name__-meanings.ts';
import { __camel__Settings, type __Pascal__Settings } from './__name__-settings.ts';

/** The real system over REST. */
export const live__Pascal__ = defineLive<PortImplementation<typeof __camel__>, typeof __camel__Settings>(__camel__Settings, {
  open: (env) => over(clientOf(env)),
  check: (env) => check(env),
});

function clientOf({ config, secret }: LiveEnv<__Pascal__Settings>, notice?: (noticed: Noticed) => void): RestClient {
  return openRestClient({ place: config, secret, meanings: __camel__Meanings, notice });
}

function over(client: RestClient): PortImplementation<typeof __camel__> & AsyncDisposable {
  return {
    find: async ({ reference }, call) => (await client.ask(__camel__Operations.find, { parameters: { reference } }, call)).value,
    record: async ({ reference, state }, call) => {
      await client.ask(__camel__Operations.record, { parameters: { reference }, body: { state } }, call);
      return {};
    },
    [Symbol.asyncDispose]: () => Promise.resolve(client.close()),
  };
}

/** Asks whether it does its work: that takes our credentials, and changes nothing. */
function check(env: LiveEnv<__Pascal__Settings>): Promise<readonly Finding[]> {
  const probe = async (notice: (noticed: Noticed) => void): Promise<void> => {
    const client = clientOf(env, notice);
    try {
      await client.ask(__camel__Operations.health, {}, {
        key: '', actor: 'connector:check', dossier: null, traceId: 'connector-check', signal: AbortSignal.timeout(env.config.timeoutSeconds * 1_000),
        sealed: () => Promise.reject(new Error('a check carries no envelope')),
      });
    } finally {
      client.close();
    }
  };
  return checkRest({ whose: '__title__', place: env.config, secret: env.secret, realNow: env.realNow(), probe });
}
