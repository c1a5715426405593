import { z } from 'zod';
import { FingerprintsFailed } from '../fingerprint-device.ts';

/** What we read of the answers of SBI 0.9.5. What a maker adds is not looked at; what we use has to be there and to be right. */

const text = z.string().max(200);
const word = z.union([text, z.number()]).transform(String);
const words = z.union([z.array(word).max(20), word.transform((one) => [one])]);
/** `null`, or left out, is no error. */
const error = z.object({ errorCode: word.nullish() }).nullish().transform((found) => found?.errorCode ?? '0');

export const digitalId = z.object({ serialNo: text.min(1), make: text, model: text, type: text, deviceSubType: text, deviceProviderId: text });
export type DigitalId = z.output<typeof digitalId>;

/** Unsigned: it only says where to ask on. */
export const discovered = z.array(z.object({ deviceId: text.nullish(), error })).max(20);

export const infos = z.array(z.object({ deviceInfo: z.union([z.string().max(100_000), z.record(z.string(), z.unknown())]).nullish(), error })).max(20);
export const deviceInfo = z.object({
  specVersion: words, env: text, digitalId: z.string().max(50_000), deviceId: text.min(1), deviceCode: text, purpose: text, deviceStatus: text, deviceSubId: words,
});
/** Only a device that nobody registered says this unsigned. */
export const unsignedInfo = z.object({ deviceStatus: z.string().regex(/^not registered$/i) });

const lifted = z.strictObject({ lifted: z.int().min(0) });
export const captured = z.object({ biometrics: z.array(z.object({ data: z.union([lifted, z.literal('')]).nullish(), hash: z.string().max(128).nullish(), error })).min(1).max(10) });
export const capturedFinger = z.object({
  digitalId: z.union([lifted, z.string()]), deviceCode: text, bioType: z.literal('Finger'), bioSubType: text, purpose: text, env: text, bioValue: lifted, transactionId: text,
  qualityScore: z.union([z.number(), z.string().regex(/^\d{1,3}(\.\d{1,6})?$/).transform(Number)]).pipe(z.number().min(0).max(100)),
});

/** @throws FingerprintsFailed `bad-answer`: nothing of what was there is repeated. */
export function readAnswer<T>(schema: z.ZodType<T>, json: string): T {
  try {
    const read = schema.safeParse(JSON.parse(json));
    if (read.success) return read.data;
  } catch {
    // What is wrong with it is nobody's business: it may quote what the device sent.
  }
  throw new FingerprintsFailed('bad-answer');
}
