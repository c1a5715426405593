import { z } from 'zod';
import { deviceFingers, type DeviceFinger } from './device-fingers.ts';
import { sbiCodes, type SbiCode } from './sbi-codes.ts';

const number = z.union([z.string().regex(/^\d{1,9}$/), z.int().min(0)]).transform(Number);
const captureRequest = z.object({
  env: z.string(), purpose: z.string(), specVersion: z.string(), timeout: number.pipe(z.number().min(1)), captureTime: z.string(), transactionId: z.string(), customOpts: z.record(z.string(), z.unknown()).nullish(),
  bio: z.array(z.object({
    type: z.string(), count: number, bioSubType: z.array(z.string()).min(1), exception: z.array(z.string()).default([]), requestedScore: number.pipe(z.number().max(100)),
    deviceId: z.string(), deviceSubId: z.union([z.string(), z.int()]).transform(String), previousHash: z.string().regex(/^([0-9A-F]{64})?$/),
  })).length(1),
});

/** Letters, digits and hyphens, 4 to 50 of them. */
const transaction = /^[A-Za-z0-9-]{4,50}$/;

export interface CaptureRequest {
  readonly transaction: string;
  readonly timeoutMs: number;
  readonly requestedScore: number;
  readonly previousHash: string;
  readonly fingers: readonly DeviceFinger[];
}

export interface Capabilities { readonly kind: 'Single' | 'Slap'; readonly environment: string; readonly deviceId: string; readonly parts: readonly string[] }

/** What is asked of the device, or the code why it does not do that. */
export function readRequest(body: Buffer, { kind, environment, deviceId, parts }: Capabilities): CaptureRequest | SbiCode {
  const parsed = captureRequest.safeParse(jsonOf(body));
  const [bio] = parsed.data?.bio ?? [];
  if (!parsed.success || !bio) return sbiCodes.unreadable;
  const { env, purpose, specVersion, timeout, transactionId } = parsed.data;
  if (!transaction.test(transactionId)) return sbiCodes.wrongTransaction;
  const known = (name: string) => deviceFingers.find((finger) => finger.name === name);
  const fingers = bio.bioSubType.map(known).filter((finger) => finger !== undefined);
  const agreed = env === environment && purpose === 'Registration' && specVersion === '0.9.5' && bio.type === 'Finger' && bio.deviceId === deviceId && parts.includes(bio.deviceSubId);
  const fits = fingers.length === bio.bioSubType.length && new Set(fingers).size === fingers.length && bio.exception.every((name) => known(name)) && !bio.exception.some((name) => bio.bioSubType.includes(name));
  if (!agreed || !fits || (kind === 'Slap' && fingers.some(({ part }) => part !== bio.deviceSubId))) return sbiCodes.otherDevice;
  if (bio.count !== fingers.length || (kind === 'Single' && bio.count !== 1)) return sbiCodes.wrongCount;
  return { transaction: transactionId, timeoutMs: timeout, requestedScore: bio.requestedScore, previousHash: bio.previousHash, fingers };
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}
