import { defineLive } from '#services/kernel/connector.ts';
import { checkRestTool } from './check-rest-tool.ts';
import { restSettings } from './eid-tool-settings.ts';
import { openRestTool } from './open-rest-tool.ts';

/** The tool over its wire. */
export const liveEidTool = defineLive(restSettings, { open: openRestTool, check: checkRestTool });
