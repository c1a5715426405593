import { handle } from '#services/kernel/plugin.ts';
import { invitation } from './invitation.contract.ts';

/** Other plugins may ask where this one is switched off and has no settings: then nobody is invited. */
export const tellWindow = handle(invitation, 'window', async ({ config }) => ('windowDays' in config ? { windowDays: config.windowDays, minimumAge: config.minimumAge } : { windowDays: 0, minimumAge: 0 }));
