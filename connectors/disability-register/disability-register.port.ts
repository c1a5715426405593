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
});

export const disabilityRegisterFailures = failures('disability-register', {
  unavailable: { status: 503, retry: 'safe', title: 'The disability register does not answer.' },
  refused: { status: 422, retry: 'never', title: 'The disability register refused this look-up.' },
});
