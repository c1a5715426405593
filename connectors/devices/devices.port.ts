import { z } from 'zod';
import { finger } from '#connectors/biza/biza.port.ts';
import { cardNumberSchema } from '#services/belgium/card-number.ts';
import { daySchema } from '#services/belgium/day.ts';
import { inszSchema } from '#services/belgium/insz.ts';
import { failures } from '#services/kernel/failure.ts';
import { definePort } from '#services/kernel/port.ts';

/** Ciphertext for BiZa, made on the device. See `SealedEnvelope` of the kernel. */
export const sealedEnvelope = z.object({
  keyId: z.string().max(100), wrappedKey: z.base64(), iv: z.base64(), ciphertext: z.base64(), tag: z.base64(),
  boundTo: z.object({ dossier: z.uuid(), purpose: z.enum(['fingerprints', 'code']) }),
});

/** Reference to the ciphertext in the vault: the envelope itself comes beside the message, never in it. */
const sealed = z.uuid().nullable();
const visit = z.uuid().describe('Visit session of the device bridge.');
const requested = z.object({});
/** The key of the request that a message answers (`call.key`): an answer to an older request is told apart by it. */
const request = z.uuid();

/**
 * The mobile official's devices (S9), behind the device agent: card reader and fingerprint device. What a citizen has to do
 * (put a finger, choose a code) is requested, and its result comes back as a message, once, when it is there.
 */
export const devices = definePort('devices', {
  list: {
    idempotency: 'read', input: z.object({}),
    output: z.object({ devices: z.array(z.object({ device: z.string(), title: z.string(), cardReader: z.enum(['ready', 'no-card', 'absent']), fingerprints: z.enum(['ready', 'busy', 'absent']) })) }),
  },
  /** The identity on the card in the reader, its signatures verified. */
  readCard: {
    idempotency: 'read', personal: true, input: z.object({ device: z.string(), visit }),
    output: z.object({ cardNumber: cardNumberSchema, insz: inszSchema, lastName: z.string(), firstNames: z.string(), validUntil: daySchema, activated: z.boolean(), photo: z.base64().nullable() }),
  },
  requestFingerprints: {
    idempotency: 'keyed', input: z.object({ device: z.string(), visit, dossier: z.uuid(), fingers: z.array(finger).min(1).max(2), exceptions: z.array(finger) }), output: requested,
  },
  /** On the reader's pinpad or in the agent's own window. */
  requestCode: { idempotency: 'keyed', input: z.object({ device: z.string(), visit, dossier: z.uuid() }), output: requested },
  /** Runs a whole script of command APDUs in one round trip. */
  runScript: { idempotency: 'keyed', input: z.object({ device: z.string(), visit, script: z.array(z.string().regex(/^[0-9A-F]+$/)) }), output: z.object({ responses: z.array(z.string().regex(/^[0-9A-F]+$/)) }) },
}, {
  fingerprints: {
    payload: z.object({
      device: z.string(), visit, request, result: z.enum(['captured', 'failed']), failure: z.string().max(80).nullable(),
      fingers: z.array(z.object({ finger, quality: z.int().min(0).max(100) })), sealed,
    }),
  },
  code: { payload: z.object({ device: z.string(), visit, request, result: z.enum(['chosen', 'failed']), failure: z.string().max(80).nullable(), sealed }) },
});

export const devicesFailures = failures('devices', {
  unavailable: { status: 503, retry: 'safe', title: 'The device is not connected.' },
  'no-answer': { status: 504, retry: 'ambiguous', title: 'The device did not answer in time.' },
  'no-card': { status: 409, retry: 'safe', title: 'There is no card in the reader.' },
  'card-unreadable': { status: 422, retry: 'never', title: 'The card cannot be read, or its signatures do not hold.' },
  busy: { status: 409, retry: 'safe', title: 'The device is busy.' },
  refused: { status: 422, retry: 'never', title: 'The device refused this.' },
});
