import { z } from 'zod';
import { defineConnector } from '#services/kernel/connector.ts';
import { eidTool } from './eid-tool.port.ts';
import { openEidTool } from './sandbox/open-eid-tool.ts';

export const eidToolConnector = defineConnector(eidTool, { title: 'The municipality\'s eID management tool: expiring cards, renewals and the dossier mirror', config: z.strictObject({}), sandbox: (env) => openEidTool(env) });
