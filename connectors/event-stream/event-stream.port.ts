import { z } from 'zod';
import { failures } from '#services/kernel/failure.ts';
import { definePort } from '#services/kernel/port.ts';

export const streamedEvent = z.object({
  /** `invitation.sent`. */
  event: z.string().max(120),
  dossier: z.uuid().nullable(),
  /** References only, as the contract of the plugin says. */
  payload: z.record(z.string(), z.unknown()),
  at: z.int().describe('When it happened. Epoch milliseconds UTC, business time.'),
});

/** The stream on which back-office programs follow what happens. Each event is taken once by its key, however often it is published. */
export const eventStream = definePort('event-stream', {
  publish: { idempotency: 'keyed', input: streamedEvent, output: z.object({ sequence: z.int().describe('Its place in the stream.') }) },
});

export const eventStreamFailures = failures('event-stream', {
  unavailable: { status: 503, retry: 'safe', title: 'The stream cannot be reached; nothing was published.' },
  'no-answer': { status: 504, retry: 'ambiguous', title: 'It is not known whether the event was published.' },
  'no-stream': { status: 503, retry: 'safe', title: 'There is no stream for these events yet, and we may not make it.' },
  'not-let-in': { status: 503, retry: 'safe', title: 'NATS does not let us in, or not onto this subject.' },
  refused: { status: 422, retry: 'never', title: 'The stream does not take this event.' },
});
