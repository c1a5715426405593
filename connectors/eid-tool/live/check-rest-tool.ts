import { checkRest } from '#connectors/rest-kit/check-rest.ts';
import type { Finding, LiveEnv } from '#services/kernel/connector.ts';
import type { RestSettings } from './rest-settings.ts';
import { openRestTool } from './open-rest-tool.ts';

/** A day on which no card expires that anybody has. */
const longAgo = '1900-01-01';

/** Asks for the cards that expire on a day long ago: nobody's data comes. */
export function checkRestTool(env: LiveEnv<RestSettings>): Promise<readonly Finding[]> {
  return checkRest({
    whose: 'The eID tool', place: env.config, secret: env.secret, realNow: env.realNow(),
    probe: async (notice) => {
      await using tool = openRestTool(env, notice);
      await tool.expiringCards({ from: longAgo, until: longAgo, after: null }, {
        key: '', actor: 'connector:check', dossier: null, traceId: 'connector-check', signal: AbortSignal.timeout(env.config.timeoutSeconds * 1_000),
        sealed: () => Promise.reject(new Error('a check carries no envelope')),
      });
    },
  });
}
