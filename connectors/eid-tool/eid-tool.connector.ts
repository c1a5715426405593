import { defineConnector } from '#services/kernel/connector.ts';
import { eidToolConfig } from './eid-tool.config.ts';
import { eidTool } from './eid-tool.port.ts';
import { openEidTool } from './sandbox/open-eid-tool.ts';

export const eidToolConnector = defineConnector(eidTool, {
  title: 'The municipality\'s eID management tool: expiring cards, renewals and the dossier mirror',
  config: eidToolConfig,
  sandbox: (env) => openEidTool(env),
});
