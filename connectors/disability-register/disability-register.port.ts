import { z } from 'zod';
import { daySchema } from '#services/belgium/day.ts';
import { inszSchema } from '#services/belgium/insz.ts';
import { failures } from '#services/kernel/failure.ts';
import { definePort } from '#services/kernel/port.ts';

/** The disability register (S4). Only the derived answer crosses this port, never the file behind it. */
export const disabilityRegister = definePort('disability-register', {
  /** Is there a recognition on this day? `ended` does not count as recognised. */
  recognition: {
    idempotency: 'read', personal: true, input: z.object({ insz: inszSchema, on: daySchema }),
    output: z.object({
      status: z.enum(['current', 'ended', 'none']),
      /** Last day of a current recognition; null when it has no end. */
      until: daySchema.nullable(),
      /** The register knows this person by another number now: follow it. */
      replacedBy: inszSchema.nullable(),
    }),
  },
  /**
   * Everybody with a recognition on this day, in pages: ask on with `next` until it is null. A page may hold fewer than `most`, or nobody, and still have a next one. People
   * stand under the number that the register has for them. A register that answers for one person at a time refuses it: `disability-register.not-listed`.
   */
  recognised: {
    idempotency: 'read', personal: true,
    input: z.object({ on: daySchema, after: z.string().max(64).nullable().default(null), most: z.int().min(1).max(1000).default(500) }),
    output: z.object({
      people: z.array(z.object({ insz: inszSchema, until: daySchema.nullable() })),
      next: z.string().nullable(),
      /** Entries on this page that nobody could read: they are counted, never passed over in silence. */
      unreadable: z.int(),
    }),
  },
});

export const disabilityRegisterFailures = failures('disability-register', {
  unavailable: { status: 503, retry: 'safe', title: 'The disability register does not answer.' },
  refused: { status: 422, retry: 'never', title: 'The disability register refused this look-up.' },
  misconfigured: { status: 503, retry: 'never', title: 'The connection with the disability register is not set up right: an administrator must check it.' },
  unreadable: { status: 502, retry: 'never', title: 'The disability register holds or answered something that nobody understands: its owner must look at it.' },
  'not-listed': { status: 422, retry: 'never', title: 'This disability register answers for one person at a time; it gives no list.' },
});
