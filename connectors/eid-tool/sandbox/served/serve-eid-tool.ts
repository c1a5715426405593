import { restFront } from '#connectors/rest-kit/rest-front.ts';
import { keepToken, tokenFile } from '#connectors/rest-kit/served-token.ts';
import { stateFailures } from '#connectors/rest-kit/state-failures.ts';
import type { Served } from '#services/kernel/connector.ts';
import type { eidToolConfig } from '../../eid-tool.config.ts';
import type { eidTool } from '../../eid-tool.port.ts';
import { operations } from '../../wire/operations.ts';
import { problems } from '../../wire/problems.ts';
import { restHandlers } from './rest-handlers.ts';

/** The sandbox of the tool over its wire. */
export const servedEidTool: Served<typeof eidTool, typeof eidToolConfig> = {
  open: async ({ implementation }, { folder, config }) => ({
    handle: restFront({ operations, handlers: restHandlers(implementation, config), letsIn: keepToken(folder), problemOf: stateFailures('eid-tool', problems, { down: 'unavailable', lost: 'no-answer' }) }),
  }),
  settings: ({ url, folder }) => ({ flavour: 'rest', url, credentials: { kind: 'bearer', token: `file:${tokenFile(folder)}` } }),
};
