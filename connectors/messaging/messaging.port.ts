import { z } from 'zod';
import { addressSchema } from '#services/belgium/address.ts';
import { inszSchema } from '#services/belgium/insz.ts';
import { languageSchema } from '#services/belgium/language.ts';
import { failures } from '#services/kernel/failure.ts';
import { definePort } from '#services/kernel/port.ts';

const message = { language: languageSchema, subject: z.string().max(200), body: z.string().max(10_000), dossier: z.uuid() };
const accepted = z.object({ messageId: z.string() });
/** One placeholder of an approved text, and what stands there. */
const whatsappParameter = z.object({ name: z.string().max(60), text: z.string().max(2_000) });

/** Media whose messages are reported on. */
export const reportedMedium = z.enum(['email', 'sms', 'whatsapp', 'letter']);

/** How a telephone call to a citizen ended, whoever made it. */
export const callOutcome = z.enum(['wants-visit', 'wants-letter', 'prefers-counter', 'not-interested', 'no-answer', 'wrong-number']);

/**
 * Communication with citizens (S7). Mail, SMS, WhatsApp and e-Box have no idempotency key and cannot be looked up: `park`, sent at
 * most once. The print shop takes each letter by our key. A mail and a letter are known by that key (`messageId`), also on the outside.
 */
export const messaging = definePort('messaging', {
  /** `dossier` is null of what is told to the municipality's own staff, about no citizen. */
  sendEmail: { idempotency: 'park', personal: true, input: z.object({ ...message, dossier: message.dossier.nullable(), to: z.email() }), output: accepted },
  /** `body` only, E.164 number. */
  sendSms: { idempotency: 'park', personal: true, input: z.object({ ...message, to: z.string().max(20) }), output: accepted },
  /** Only a text that was approved beforehand goes out: `template` names it, `parameters` fill it, `body` is what the citizen then reads. E.164 number. */
  sendWhatsapp: { idempotency: 'park', personal: true, input: z.object({ ...message, to: z.string().max(20), template: z.string().max(120), parameters: z.array(whatsappParameter).max(20).default([]) }), output: accepted },
  /** Printed as PDF with the link as QR code. */
  sendLetter: { idempotency: 'keyed', personal: true, input: z.object({ ...message, to: z.object({ name: z.string(), address: addressSchema }), link: z.url().nullable() }), output: accepted },
  /** The letter in digital form. `hasReader: false`: this citizen has never opened an e-Box; the message lies there, and he or she has to be told in another way. */
  sendEBox: { idempotency: 'park', personal: true, input: z.object({ ...message, to: z.object({ insz: inszSchema, name: z.string() }), link: z.url().nullable() }), output: accepted.extend({ hasReader: z.boolean() }) },
  /** A citizen to be telephoned by the contact centre. `call` is our number of it, and it is one call however often it is offered; one that was withdrawn, even before, is not made. */
  offerCall: {
    idempotency: 'keyed', personal: true, output: z.object({}),
    input: z.object({ call: z.uuid(), dossier: z.uuid(), notice: z.string().max(40), language: languageSchema, name: z.string().max(200), telephone: z.string().max(25), script: z.string().max(10_000), since: z.int() }),
  },
  /** The call is not to be made, or not again. */
  withdrawCall: { idempotency: 'keyed', input: z.object({ call: z.uuid() }), output: z.object({}) },
}, {
  /** A gateway's report on a message: it may be late, repeated and out of order. `medium`: by whom it is told, who can speak of its own messages only. `key`: our own number of it, where the other side gives that back: so it is found though nobody heard the answer to its sending. */
  report: { payload: z.object({ medium: reportedMedium, messageId: z.string(), status: z.enum(['sent', 'delivered', 'read', 'failed']), reason: z.string().max(80).nullable(), at: z.int(), key: z.uuid().optional() }) },
  /** How a call that was offered ended, or one try of it (`no-answer`): it may be late, repeated and out of order. */
  callOutcome: { payload: z.object({ call: z.uuid(), outcome: callOutcome, at: z.int() }) },
});

export const messagingFailures = failures('messaging', {
  unavailable: { status: 503, retry: 'safe', title: 'The message could not be handed over; nothing was sent.' },
  'no-answer': { status: 504, retry: 'ambiguous', title: 'It is not known whether the message was sent.' },
  'address-refused': { status: 422, retry: 'never', title: 'The address or number was refused.' },
  'not-let-in': { status: 503, retry: 'safe', title: 'The system that sends messages does not let us in; nothing was sent.' },
  'not-taken': { status: 502, retry: 'never', title: 'The system that sends messages does not take this message; nothing was sent.' },
  /** The next medium is tried, as with an address that was refused. */
  'medium-not-offered': { status: 422, retry: 'never', title: 'This municipality has no agreement for this medium.' },
  'text-unfit': { status: 422, retry: 'never', title: 'A text, name or address has something in it that this medium cannot carry.' },
});
