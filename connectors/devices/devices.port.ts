import { z } from 'zod';
import { finger } from '#connectors/biza/biza.port.ts';
import { cardNumberSchema } from '#services/belgium/card-number.ts';
import { daySchema } from '#services/belgium/day.ts';
import { inszSchema } from '#services/belgium/insz.ts';
import { languageSchema } from '#services/belgium/language.ts';
import { failures } from '#services/kernel/failure.ts';
import { definePort } from '#services/kernel/port.ts';

/** Ciphertext for BiZa, made on the device. See `SealedEnvelope` of the kernel. */
export const sealedEnvelope = z.object({
  keyId: z.string().max(100), wrappedKey: z.base64(), iv: z.base64(), ciphertext: z.base64(), tag: z.base64(),
  boundTo: z.object({ dossier: z.uuid(), purpose: z.enum(['fingerprints', 'code']) }),
});

/** What a device may be used for: the bpost employee's has the delivery half only. */
export const deviceRight = z.enum(['capture', 'delivery']);
/** `at-the-door`: asked while there is a connection, begun by the official at the device itself, with or without one. */
export const requestStart = z.enum(['now', 'at-the-door']);
/** How far a device is with what it was asked. `queued`: what was sealed is kept by the device until this house has it. */
export const deviceStep = z.enum(['waiting', 'put-finger', 'finger-taken', 'quality-low', 'sealed', 'queued', 'card-read', 'script-running', 'pin-asked', 'done']);

/** Reference to the ciphertext in the vault: the envelope itself comes beside the message, never in it. */
const sealed = z.uuid().nullable();
const visit = z.uuid().describe('Visit session of the device bridge.');
/** The key of the request that a message answers (`call.key`): an answer to an older request is told apart by it. */
const request = z.uuid();
const quality = z.int().min(0).max(100);
const requested = z.object({});
const at = { device: z.string(), visit };
/** Instant of business time, after which a device begins nothing any more. A live side turns it into the device's own time. */
const until = z.int();
const hex = z.string().regex(/^[0-9A-F]+$/);
/** The card that a PIN or a script is meant for. The device looks which one is in the reader before the first command of it, and lets another one alone. */
const meantCard = z.object({ cardNumber: cardNumberSchema, chip: z.string().regex(/^[0-9A-F]{32}$/).nullable().default(null).describe('Number of its chip, where it is known: the only thing that a card tells before it is active.') });
/** What came of asking a PIN; how often it may still be typed wrong, where the card tells. */
const pinAnswer = { input: z.object({ ...at, card: meantCard, language: languageSchema, until }), left: z.int().min(0).nullable() };

/**
 * The mobile official's devices (S9), behind the device agent: card reader and fingerprint device. What a citizen has to do
 * (put a finger, choose a code) is requested, and its result comes back as a message, once, when it is there.
 */
export const devices = definePort('devices', {
  /** All that may be used here; the parts of one that is away are `absent`. */
  list: {
    idempotency: 'read', input: z.object({}),
    output: z.object({
      devices: z.array(z.object({
        device: z.string(), title: z.string(), rights: z.array(deviceRight), cardReader: z.enum(['ready', 'no-card', 'absent']),
        pinpad: z.boolean().describe('The reader has keys of its own for a PIN; without them the agent\'s window asks for it.'),
        fingerprints: z.enum(['ready', 'busy', 'not-ready', 'absent']), waiting: z.int().min(0).describe('Sealed answers that wait on the device for a connection.'),
      })),
    }),
  },
  /** The identity on the card in the reader. What is given was verified: the certificates up to the root, the signatures over identity and address, the hash of the photo. */
  readCard: {
    idempotency: 'read', personal: true, input: z.object(at),
    output: z.object({
      cardNumber: cardNumberSchema, insz: inszSchema, lastName: z.string(), firstNames: z.string(), validUntil: daySchema, activated: z.boolean(), photo: z.base64().nullable(),
      address: z.object({ street: z.string(), postcode: z.string(), municipality: z.string() }).nullable(), pinTriesLeft: z.int().min(0).nullable(),
    }),
  },
  pinTries: { idempotency: 'read', personal: true, input: z.object({ ...at, card: meantCard }), output: z.object({ left: pinAnswer.left }) },
  /** On the reader's pinpad or in the agent's own window. Asked after `until` it is `time-out` without asking the citizen; `wrong-card` is another card, which was asked nothing. */
  verifyPin: { idempotency: 'keyed', personal: true, input: pinAnswer.input, output: z.object({ result: z.enum(['verified', 'wrong', 'blocked', 'cancelled', 'time-out', 'wrong-card']), left: pinAnswer.left }) },
  changePin: { idempotency: 'keyed', personal: true, input: pinAnswer.input, output: z.object({ result: z.enum(['changed', 'wrong', 'blocked', 'cancelled', 'time-out', 'wrong-card']), left: pinAnswer.left }) },
  /** Takes the place of a request of the same visit that has not begun. Below `leastQuality` the device tries again by itself, `tries` times in all, then fails with `poor-quality`. */
  requestFingerprints: {
    idempotency: 'keyed',
    input: z.object({ ...at, dossier: z.uuid(), fingers: z.array(finger).min(1).max(2), exceptions: z.array(finger), leastQuality: quality, tries: z.int().min(1).max(5), start: requestStart, until }),
    output: requested,
  },
  /** On the reader's pinpad or in the agent's own window. Takes the place of a request of the same visit that has not begun. */
  requestCode: { idempotency: 'keyed', input: z.object({ ...at, dossier: z.uuid(), language: languageSchema, start: requestStart, until }), output: requested },
  /** The visit is over: its requests that have not begun are dropped, and a PIN or script of it that comes later, or waits for a card, is not begun any more. Answers that are sealed already still come. */
  forgetVisit: { idempotency: 'keyed', input: z.object(at), output: z.object({}) },
  /** Runs a whole script of command APDUs in one round trip. No responses: what had not begun by `until` was not run, for the card of another visit may be in the reader by then. */
  runScript: {
    idempotency: 'keyed', personal: true, input: z.object({ ...at, card: meantCard, script: z.array(hex), until }),
    output: z.object({ responses: z.array(hex), refused: z.literal('wrong-card').optional().describe('Another card is in the reader: it got no command.') }),
  },
}, {
  fingerprints: {
    payload: z.object({
      ...at, request, result: z.enum(['captured', 'failed']), failure: z.string().max(80).nullable(),
      /** After `poor-quality`: how good each finger was at best; one that is not named was not taken at all. */
      fingers: z.array(z.object({ finger, quality })), sealed,
    }),
  },
  code: { payload: z.object({ ...at, request, result: z.enum(['chosen', 'failed']), failure: z.string().max(80).nullable(), sealed }) },
  /**
   * To be shown to the official, no more: nothing depends on it, and one may be late, or not come at all. The device counts the steps of each request from 1, so that
   * they can be put in order and a gap is seen; null: a device of an earlier version.
   */
  progress: { payload: z.object({ ...at, request: request.nullable(), number: z.int().min(1).nullable().default(null), step: deviceStep, finger: finger.nullable(), quality: quality.nullable() }) },
});

export const devicesFailures = failures('devices', {
  unavailable: { status: 503, retry: 'safe', ofOnePart: true, title: 'The device is not connected.' },
  'no-answer': { status: 504, retry: 'ambiguous', ofOnePart: true, title: 'The device did not answer in time.' },
  'no-card': { status: 409, retry: 'safe', ofOnePart: true, title: 'There is no card in the reader.' },
  'wrong-card': { status: 409, retry: 'never', ofOnePart: true, title: 'Another card is in the reader than the one that this is meant for.' },
  outdated: { status: 409, retry: 'never', ofOnePart: true, title: 'The program on the device is too old to look which card is in the reader.' },
  'card-unreadable': { status: 422, retry: 'never', title: 'The card cannot be read.' },
  'forged-card': { status: 422, retry: 'never', title: 'The card was read, but its signatures do not hold: it is not what it says it is.' },
  busy: { status: 409, retry: 'safe', ofOnePart: true, title: 'The device is busy.' },
  refused: { status: 422, retry: 'never', title: 'The device refused this.' },
});
