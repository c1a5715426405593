import { z } from 'zod';
import { biza } from '../biza.port.ts';

const { operations } = biza;

/** What the eID service does: all of the port but the look-up of a person, which is a service of the bus. */
export const eidOperation = z.enum([
  'authorisations', 'registerBiometrics', 'verifyBiometrics', 'orderCard', 'cardStatus', 'annulCard', 'openActivation', 'confirmActivation', 'registerCode', 'closeRenewal', 'reportUnclaimed',
]);
export type EidOperation = z.output<typeof eidOperation>;
const reference = z.string().min(1).max(200);

/** Who asks. A read has no key: it changes nothing. */
const readContext = z.strictObject({ actor: reference, traceId: reference });
const writeContext = z.strictObject({ requestKey: reference, actor: reference, traceId: reference });

/** `SealedEnvelope` of the kernel, as it travels. */
export const envelopeOnWire = z.strictObject({
  keyId: reference, wrappedKey: z.string(), iv: z.string(), ciphertext: z.string(), tag: z.string(),
  boundTo: z.strictObject({ dossier: z.uuid(), purpose: z.enum(['fingerprints', 'code']) }),
});

/** XML knows `true` and `1`, JSON a boolean. */
const flag = z.codec(z.union([z.boolean(), z.enum(['true', 'false', '1', '0'])]), z.boolean(), {
  decode: (value) => value === true || value === 'true' || value === '1', encode: (value) => value,
});
const instant = z.codec(z.iso.datetime({ offset: true }), z.int(), { decode: (text) => Date.parse(text), encode: (ms) => new Date(ms).toISOString() });
/** What an XML document leaves out, JSON says. */
const textOrNull = z.codec(z.string().nullish(), z.string().nullable(), { decode: (value) => value ?? null, encode: (value) => value });
const list = <T extends z.ZodType>(item: T) => z.array(item).default([]);

const asked = <T extends z.ZodRawShape>(fields: T) => z.strictObject({ context: readContext, ...fields });
const written = <T extends z.ZodRawShape>(fields: T) => z.strictObject({ context: writeContext, ...fields });
const nothing = z.strictObject({});

/**
 * Requests and answers of version 1 as both flavours carry them; the fields stand in the order of the XSD. The form alone is looked at: what a
 * number or a day means is the port's business.
 */
export const messages = {
  authorisations: {
    request: asked(operations.authorisations.input.shape),
    answer: z.strictObject({ authorisations: list(z.strictObject({ act: z.string(), validFrom: z.string(), validUntil: z.string(), withdrawn: flag })) }),
  },
  registerBiometrics: {
    request: written({ ...operations.registerBiometrics.input.shape, sealed: envelopeOnWire.nullable() }),
    answer: z.strictObject({ registration: z.string() }),
  },
  verifyBiometrics: { request: written(operations.verifyBiometrics.input.shape), answer: z.strictObject({ verdict: z.string(), reason: textOrNull }) },
  orderCard: { request: written(operations.orderCard.input.shape), answer: z.strictObject({ order: z.string(), cardNumber: z.string(), expectedOn: z.string() }) },
  cardStatus: { request: asked(operations.cardStatus.input.shape), answer: z.strictObject({ status: z.string(), expectedOn: z.string(), since: instant }) },
  annulCard: { request: written(operations.annulCard.input.shape), answer: nothing },
  openActivation: { request: written({ ...operations.openActivation.input.shape, sealed: envelopeOnWire.nullable() }), answer: z.strictObject({ activation: z.string(), chip: textOrNull, script: list(z.string()) }) },
  confirmActivation: { request: written(operations.confirmActivation.input.shape), answer: z.strictObject({ activatedAt: instant }) },
  registerCode: { request: written({ ...operations.registerCode.input.shape, sealed: envelopeOnWire }), answer: nothing },
  closeRenewal: { request: written(operations.closeRenewal.input.shape), answer: nothing },
  reportUnclaimed: { request: written(operations.reportUnclaimed.input.shape), answer: nothing },
} as const satisfies Readonly<Record<EidOperation, { readonly request: z.ZodType; readonly answer: z.ZodType }>>;


export const isWrite = (operation: EidOperation): boolean => operations[operation].idempotency !== 'read';
