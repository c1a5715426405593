import { definePlugin } from '#services/kernel/plugin.ts';
import { backOfficeEvents } from './back-office-events.contract.ts';
import { streamEvent } from './stream-event.ts';

export const backOfficeEventsPlugin = definePlugin(backOfficeEvents, { actions: {}, listensToAll: streamEvent });
