import { z } from 'zod';
import type { StatedProblem } from '#connectors/rest-kit/open-rest-client.ts';
import { defineRest } from '#connectors/rest-kit/rest-operation.ts';
import { languageSchema } from '#services/belgium/language.ts';
import { callOutcome, type messagingFailures } from '../messaging.port.ts';

/** As people write a number; a contact centre in Belgium dials those too. */
export const dialled = z.string().regex(/^[+\d][\d ./()-]{3,24}$/, 'a number has digits, and what people put between them');

const call = z.strictObject({ call: z.uuid().describe('Our number of the call.') });

/** [GAP] No contract is shared by contact centres: this one is ours, version 1; a thin adapter stands before one that has another. */
export const contactCentreVersion = '1.0';
export const contactCentreOperations = defineRest({
  offer: {
    method: 'PUT', path: '/v1/calls/{call}', kind: 'write', keyed: true, status: 204, parameters: call,
    summary: 'A citizen to be telephoned. Offered again it stays one call; one that has ended or was withdrawn, even before it was offered, is not made.',
    body: z.strictObject({
      dossier: z.uuid().describe('Our number of the dossier, for the books of both sides.'),
      notice: z.string().min(1).max(40).describe('What it is about.'), language: languageSchema,
      name: z.string().max(200).describe('Whom to ask for.'), telephone: dialled,
      script: z.string().min(1).max(10_000).describe('What is said, as plain text. It may hold a personal code: it is kept no longer than the call.'),
      since: z.iso.datetime({ offset: true }).describe('Since when it waits: who waits longest is called first.'),
    }),
  },
  withdraw: { method: 'DELETE', path: '/v1/calls/{call}', kind: 'write', keyed: true, status: 204, parameters: call, summary: 'The call is not to be made (any more), and what is known of it is forgotten. One that nobody knows is remembered as withdrawn.' },
  health: { method: 'GET', path: '/v1/health', summary: 'Whether it works, and knows us.', kind: 'read', status: 200, answer: z.strictObject({ status: z.literal('up') }) },
});

export const contactCentreProblems: readonly StatedProblem<keyof typeof messagingFailures>[] = [
  { type: 'urn:problem-type:eid:calls:number-refused', status: 422, title: 'This number cannot be dialled.', failure: 'address-refused' },
  { type: 'urn:problem-type:eid:calls:not-taken', status: 422, title: 'This call is not taken.', failure: 'not-taken' },
];

const outcomeNumber = z.string().min(1).max(1_000);
/**
 * What a contact centre tells about a call: JSON, POST …/call-outcomes, Basic over TLS. It is told again under the same `outcomeId` until it is answered with 200. After
 * `no-answer` the centre tries again another day; any other outcome ends the call there.
 */
export const callOutcomeOnWire = z.strictObject({ outcomeId: outcomeNumber.describe('Of the centre: the same one is taken in once.'), call: z.uuid(), outcome: callOutcome, at: z.iso.datetime({ offset: true }) });
/** All that it takes to keep an outcome that says something else than was agreed. */
export const anyCallOutcome = z.looseObject({ outcomeId: outcomeNumber });
