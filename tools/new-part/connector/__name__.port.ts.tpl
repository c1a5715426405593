import { z } from 'zod';
import { failures } from '#services/kernel/failure.ts';
import { definePort } from '#services/kernel/port.ts';

const reference = z.string().regex(/^[A-Za-z0-9-]{1,40}$/).describe('Of the thing there: never a name or a number of a person, for it stands in addresses.');

/** What is asked of that system, in the words of the journey. */
export const __camel__ = definePort('__name__', {
  find: { idempotency: 'read', input: z.object({ reference }), output: z.object({ state: z.enum(['unknown', 'open', 'done']) }) },
  record: { idempotency: 'keyed', input: z.object({ reference, state: z.enum(['open', 'done']) }), output: z.object({}) },
});

/** What may go wrong there, and what the house may do next. */
export const __camel__Failures = failures('__name__', {
  unavailable: { status: 503, retry: 'safe', title: 'That system does not answer.' },
  'no-answer': { status: 504, retry: 'ambiguous', title: 'That system did not answer in time; it may have acted.' },
  'credentials-refused': { status: 503, retry: 'safe', title: 'That system does not let us in.' },
  'not-understood': { status: 502, retry: 'never', title: 'That system does not take what we ask.' },
  unreadable: { status: 502, retry: 'safe', title: 'That system answered something that nobody understands.' },
  unclear: { status: 502, retry: 'ambiguous', title: 'That system answered something that nobody understands; it may have acted.' },
  refused: { status: 422, retry: 'never', title: 'That system refuses this.' },
});
