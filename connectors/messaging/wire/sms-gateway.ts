import { z } from 'zod';
import type { StatedProblem } from '#connectors/rest-kit/open-rest-client.ts';
import { defineRest } from '#connectors/rest-kit/rest-operation.ts';
import { languageSchema } from '#services/belgium/language.ts';
import type { messagingFailures } from '../messaging.port.ts';

/** Country code and at most 15 digits in all. Source: ITU-T E.164. */
export const e164 = z.string().regex(/^\+[1-9]\d{6,14}$/, 'a number is written +<country><number>');
/** Digits, or a name of at most 11 letters of the GSM alphabet. Source: 3GPP TS 23.040, 9.1.2.5. */
export const smsSender = z.string().regex(/^(\+[1-9]\d{6,14}|[A-Za-z0-9][A-Za-z0-9 ]{0,10})$/, 'a sender is a number, or a name of at most 11 letters and digits');

/** [GAP] No contract is shared by the gateways: this one is ours, version 1; a thin adapter stands before a gateway that has another. */
export const smsGatewayVersion = '1.0';
export const smsOperations = defineRest({
  send: {
    method: 'POST', path: '/v1/messages', summary: 'Sends a text to one mobile number. It takes no key: what is asked twice is sent twice.', kind: 'write',
    body: z.strictObject({
      reference: z.uuid().describe('Our number of the message, for the books of both sides.'),
      from: smsSender, to: e164,
      text: z.string().min(1).max(1_530),
      encoding: z.enum(['gsm-7', 'ucs-2']).describe('The alphabet that this text takes (3GPP TS 23.038).'),
      parts: z.int().min(1).max(10).describe('How many short messages it is sent in.'),
      language: languageSchema.describe('For a fixed telephone, to which the text is read aloud.'),
    }),
    status: 201, answer: z.strictObject({ messageId: z.string().min(1).max(80).describe('Receipts name it.') }),
  },
  health: { method: 'GET', path: '/v1/health', summary: 'Whether the gateway works, and knows us.', kind: 'read', status: 200, answer: z.strictObject({ status: z.literal('up') }) },
});

export const smsProblems: readonly StatedProblem<keyof typeof messagingFailures>[] = [
  { type: 'urn:problem-type:eid:sms:number-refused', status: 422, title: 'This number is no mobile number that messages go to.', failure: 'address-refused' },
  { type: 'urn:problem-type:eid:sms:not-taken', status: 422, title: 'This text is not taken; nothing was sent.', failure: 'not-taken' },
];
