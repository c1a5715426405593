import { z } from 'zod';
import { cardNumberSchema } from '#services/belgium/card-number.ts';
import { daySchema } from '#services/belgium/day.ts';
import { inszSchema } from '#services/belgium/insz.ts';
import { failures } from '#services/kernel/failure.ts';
import { definePort } from '#services/kernel/port.ts';

/** Acts that need an authorisation ("toelating") of BiZa. */
export const authorisedAct = z.enum(['capture-biometrics', 'activate-card']);
export const authorisationHolder = z.enum(['municipality', 'official', 'bpost-employee', 'device']);

/** Index fingers first, then middle, ring, little finger and thumb (see the biometrics plugin for the rule). */
export const finger = z.enum([
  'left-index', 'right-index', 'left-middle', 'right-middle', 'left-ring', 'right-ring', 'left-little', 'right-little', 'left-thumb', 'right-thumb',
]);
/** How the fingerprints ended. Temporarily impossible: a card without prints, valid 12 months. Permanently: a card without prints. */
export const fingersOutcome = z.enum(['captured', 'temporarily-impossible', 'permanently-impossible']);
export const orderProcedure = z.enum(['normal', 'urgent']);
export const productionStatus = z.enum(['ordered', 'in-production', 'shipped', 'at-municipality', 'activated', 'lost', 'destroyed']);

/** Of a finger, in the format of ISO/IEC 19794-4, as the device gave it. */
const imageRecord = z.base64();
/**
 * What a sealed envelope holds once BiZa opens it, as JSON in UTF-8. Only a device writes it and only BiZa reads it; nobody between them
 * can. Version 1 of our own assumption.
 */
export const sealedFingers = z.strictObject({ version: z.literal(1), fingers: z.array(z.strictObject({ finger, imageRecord })).min(1).max(2) });
export const sealedCode = z.strictObject({ version: z.literal(1), code: z.string().regex(/^\d{4,12}$/) });

const done = z.object({});
const dossier = z.uuid();
/** Who acts with what: checked again by BiZa. References, never names. */
const actingWith = { official: z.string().max(100), device: z.string().max(100) };

/**
 * The federal interior ministry (S6). The eID application itself has no public contract: order, biometrics, activation and
 * closing follow our own versioned assumption (see README).
 */
export const biza = definePort('biza', {
  person: {
    idempotency: 'read', personal: true, input: z.object({ insz: inszSchema }),
    output: z.object({
      /** The number in force: differs from the one asked when it was replaced. */
      insz: inszSchema, firstNames: z.array(z.string()), lastName: z.string(), birthDate: daySchema.nullable(), deceased: z.boolean(), nisCode: z.string().nullable(),
    }).nullable(),
  },
  authorisations: {
    idempotency: 'read', input: z.object({ holder: authorisationHolder, reference: z.string().max(100) }),
    output: z.object({ authorisations: z.array(z.object({ act: authorisedAct, validFrom: daySchema, validUntil: daySchema, withdrawn: z.boolean() })) }),
  },
  /** `sealed` is a reference to ciphertext for BiZa; the ciphertext itself is read at the last moment (`call.sealed`). */
  registerBiometrics: {
    idempotency: 'keyed', personal: true,
    input: z.object({ dossier, insz: inszSchema, outcome: fingersOutcome, fingers: z.array(finger).max(2), sealed: z.uuid().nullable(), ...actingWith }),
    output: z.object({ registration: z.string() }),
  },
  verifyBiometrics: {
    idempotency: 'keyed', input: z.object({ dossier, registration: z.string() }),
    output: z.object({ verdict: z.enum(['verified', 'rejected']), reason: z.string().max(80).nullable() }),
  },
  orderCard: {
    idempotency: 'keyed', personal: true,
    input: z.object({
      dossier, insz: inszSchema, registration: z.string(), procedure: orderProcedure, outcome: fingersOutcome,
      /** Under 18: the authentication certificate only. */
      certificates: z.enum(['authentication', 'authentication-and-signature']),
      /** 12 to 17: 6 years; 18 to 74: 10; 75 and over: 30; fingerprints temporarily impossible: 12 months. */
      validityMonths: z.int().min(1).max(360),
    }),
    output: z.object({ order: z.string(), cardNumber: cardNumberSchema, expectedOn: daySchema }),
  },
  cardStatus: {
    idempotency: 'read', input: z.object({ order: z.string() }),
    output: z.object({ status: productionStatus, expectedOn: daySchema, since: z.int() }),
  },
  annulCard: {
    idempotency: 'keyed', personal: true, atDesk: ['try-again'],
    input: z.object({ dossier, cardNumber: cardNumberSchema, reason: z.enum(['replaced', 'lost-in-post', 'unclaimed']) }), output: done,
  },
  /**
   * Opens the remote activation of a card in a reader; answers the script of command APDUs that only BiZa can make. The script sets the code that the citizen
   * chose (`sealed`: ciphertext for BiZa); without one the card keeps the code it was made with. A card that is active is opened again for another code only,
   * until its renewal is closed.
   */
  openActivation: {
    idempotency: 'keyed', personal: true, atDesk: ['let-go'], input: z.object({ dossier, cardNumber: cardNumberSchema, sealed: z.uuid().nullable(), ...actingWith }),
    output: z.object({
      activation: z.string(), chip: z.string().regex(/^[0-9A-F]{32}$/).nullable().default(null).describe('Number of the chip that the script is for, where BiZa tells it: what a card says of itself before it is active.'),
      script: z.array(z.string().regex(/^[0-9A-F]+$/)),
    }),
  },
  /** Gives the card's answers back; the card is active from then on. */
  confirmActivation: {
    idempotency: 'keyed', input: z.object({ dossier, activation: z.string(), responses: z.array(z.string().regex(/^[0-9A-F]+$/)) }), output: z.object({ activatedAt: z.int() }),
  },
  /** The code that the citizen chose, as ciphertext for BiZa. It takes no other one than the card was given when it was activated. */
  registerCode: { idempotency: 'keyed', personal: true, input: z.object({ dossier, cardNumber: cardNumberSchema, sealed: z.uuid() }), output: done },
  closeRenewal: { idempotency: 'keyed', personal: true, atDesk: ['try-again'], input: z.object({ dossier, order: z.string(), closedOn: daySchema }), output: done },
  /** A card or code that nobody claimed in three months is reported and destroyed. */
  reportUnclaimed: { idempotency: 'keyed', personal: true, atDesk: ['try-again'], input: z.object({ dossier, order: z.string(), destroyedOn: daySchema }), output: done },
});

export const bizaFailures = failures('biza', {
  unavailable: { status: 503, retry: 'safe', title: 'BiZa does not answer.' },
  'no-answer': { status: 504, retry: 'ambiguous', title: 'BiZa did not answer in time; it may have acted.' },
  'unknown-person': { status: 422, retry: 'never', title: 'BiZa does not know this person.' },
  'not-authorised': { status: 403, retry: 'never', title: 'BiZa does not authorise this official or device for this act.' },
  'number-replaced': { status: 409, retry: 'never', title: 'BiZa knows this person by another national number now.' },
  'unreadable-envelope': { status: 422, retry: 'never', title: 'BiZa cannot open the sealed envelope.' },
  'unknown-order': { status: 422, retry: 'never', title: 'BiZa does not know this order.' },
  refused: { status: 422, retry: 'never', title: 'BiZa refused this.' },
  'untrusted-answer': { status: 502, retry: 'ambiguous', title: 'What came back cannot be trusted to be the answer of BiZa; it may have acted.' },
  'unsigned-fault': { status: 502, retry: 'ambiguous', title: 'Something before BiZa reported a fault; BiZa may have acted.' },
  'credentials-refused': { status: 503, retry: 'safe', title: 'Our credentials do not work at BiZa: an administrator has to look at them.' },
  'not-understood': { status: 502, retry: 'never', title: 'BiZa says that our request does not keep to the contract.' },
});
