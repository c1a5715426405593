import { defineConnector } from '#services/kernel/connector.ts';
import { eidToolConfig } from './eid-tool.config.ts';
import { eidTool } from './eid-tool.port.ts';
import { liveEidTool } from './live/live-eid-tool.ts';
import { openEidTool } from './sandbox/open-eid-tool.ts';
import { servedEidTool } from './sandbox/served/serve-eid-tool.ts';

export const eidToolConnector = defineConnector(eidTool, {
  title: 'The municipality\'s eID management tool: expiring cards, renewals and the dossier mirror',
  config: eidToolConfig,
  sandbox: (env) => openEidTool(env),
  live: liveEidTool,
  served: servedEidTool,
});
