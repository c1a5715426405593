import { z } from 'zod';
import type { Lever } from '#services/kernel/connector.ts';
import type { SandboxMeans } from '#connectors/sandbox-kit/open-sandbox.ts';
import { certificationMessage } from '../bpost.port.ts';
import type { BpostWorld } from './bpost-world.ts';

const told = certificationMessage.shape;

/** bpost's own records of who may handle cards, as far as it tells of them. */
export function certificationLevers({ certifications }: BpostWorld, { lever, post, now }: SandboxMeans): Record<string, Lever> {
  return {
    certification: lever(
      'Lets bpost tell that an employee was certified, or that his or her certificates were withdrawn. Left out, the sequence is the next one; given, messages may come out of order.',
      z.strictObject({
        employee: told.employee, event: told.event, validFrom: told.validFrom.default(null), validUntil: told.validUntil.default(null), evidence: told.evidence.default(null), training: told.training.default(null),
        at: told.at.optional(), sequence: told.sequence.optional(),
      }),
      z.object({ sequence: z.int() }),
      ({ employee, at, sequence: given, ...certificate }) => {
        const before = certifications.get(employee) ?? 0;
        const sequence = given ?? before + 1;
        certifications.put(employee, Math.max(before, sequence));
        post('certification', { employee, ...certificate, at: at ?? now(), sequence });
        return { sequence };
      },
    ),
  };
}
