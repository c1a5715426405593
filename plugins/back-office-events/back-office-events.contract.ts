import { z } from 'zod';
import { eventStream } from '#connectors/event-stream/event-stream.port.ts';
import { defineContract } from '#services/kernel/contract.ts';

export const backOfficeEvents = defineContract('back-office-events', {
  title: 'Tells back-office programs what happens, on a stream that they may follow at their own pace',
  config: z.strictObject({
    leaveOut: z.array(z.string().max(120)).max(200).default([]).describe('Events that are not told, by name: `journey.moved`.'),
  }),
  uses: { eventStream },
  calls: [],
  actions: {},
  events: {},
});
