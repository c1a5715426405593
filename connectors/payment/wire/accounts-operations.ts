import { z } from 'zod';
import type { StatedProblem } from '#connectors/rest-kit/open-rest-client.ts';
import { defineRest } from '#connectors/rest-kit/rest-operation.ts';
import { structuredCommunicationSchema } from '#services/belgium/structured-communication.ts';
import { cents } from '../payment.port.ts';

const parameters = z.strictObject({ reference: z.string().regex(/^[\w-]{1,35}$/).describe('Our reference of the payment.') });
const amount = cents.describe('Euro cents.');

/** The municipality's own accounts, version 1 of our own contract: nothing public says how its treasury is told what to expect, or to pay back. */
export const accountsOperations = defineRest({
  health: { method: 'GET', path: '/v1/health', summary: 'Whether it does its work, for who is let in.', kind: 'read', status: 200, answer: z.object({ status: z.enum(['UP', 'DEGRADED']) }) },
  expectTransfer: {
    method: 'PUT', path: '/v1/transfers/{reference}', summary: 'A transfer is expected under this structured communication.', kind: 'write', parameters,
    body: z.strictObject({ amount, communication: structuredCommunicationSchema, expiresAt: z.iso.datetime() }), status: 204, keyed: true,
  },
  payBack: {
    method: 'POST', path: '/v1/transfers/{reference}/refunds', summary: 'Pays back what came in, to the account from which it came.', kind: 'write', parameters,
    body: z.strictObject({ amount }), status: 201, answer: z.strictObject({ refundId: z.string().min(1).max(100) }), keyed: true,
  },
});

export const accountsProblems: readonly StatedProblem<'unknown-payment' | 'refused'>[] = [
  { type: 'urn:problem-type:payment:unknown-transfer', status: 404, title: 'No transfer is expected under this reference.', failure: 'unknown-payment' },
  { type: 'urn:problem-type:payment:refused', status: 422, title: 'This communication belongs to another transfer, or more would go back than came in.', failure: 'refused' },
];
