import { createHash } from 'node:crypto';
import { FingerprintsFailed, type CapturedFinger, type Finger } from '../fingerprint-device.ts';
import { decodeBase64url } from './decode-base64url.ts';
import { liftLongStrings } from './lift-long-strings.ts';
import { isSameDevice, type FoundDevice } from './read-device.ts';
import { readPrint } from './read-print.ts';
import { captured, capturedFinger, digitalId, readAnswer } from './sbi-answers.ts';
import { isSuccess, meaningOf } from './sbi-errors.ts';
import { sbiFingers } from './sbi-fingers.ts';
import { verifyToken, type Trust } from './verify-token.ts';

export interface Expected {
  readonly device: FoundDevice;
  readonly trust: Trust;
  readonly transaction: string;
  readonly environment: string;
  readonly fingers: readonly Finger[];
  /** Hash of what was captured before it, as the device wrote it; of nothing, for the first. */
  readonly previousHash: string;
}

export interface Judged { readonly fingers: readonly CapturedFinger[]; readonly hash: string }

/** Thrown where a device answered with a code of its maker: only its state can tell what that means. */
export class UnknownSbiCode extends Error { override readonly name = 'UnknownSbiCode'; }

/** Of an empty text. */
export const firstHash = createHash('sha256').digest('hex').toUpperCase();

/**
 * What a device answered to a capture, if all of it is what was asked, of the device that was asked, signed. The images are the caller's to wipe;
 * where this throws they are wiped already. `answer` is the caller's in any case.
 * @throws FingerprintsFailed, UnknownSbiCode
 */
export function judgeCapture(answer: Buffer, expected: Expected): Judged {
  const { json, strings } = liftLongStrings(answer);
  const { biometrics } = readAnswer(captured, json);
  if (biometrics.length > expected.fingers.length) throw new FingerprintsFailed('bad-answer');
  const fingers: CapturedFinger[] = [];
  let hash = expected.previousHash;
  try {
    for (const { error, data, hash: said } of biometrics) {
      if (!isSuccess(error)) throw failureFor(error);
      const token = typeof data === 'object' && data !== null ? strings[data.lifted] : undefined;
      if (!token) throw new FingerprintsFailed('bad-answer');
      const finger = judgeFinger(token, expected);
      fingers.push(finger);
      hash = nextHash(hash, finger.image);
      if (said?.toUpperCase() !== hash) throw new FingerprintsFailed('broken-chain');
    }
    if (fingers.length !== expected.fingers.length || new Set(fingers.map(({ finger }) => finger)).size !== fingers.length) throw new FingerprintsFailed('bad-answer');
    return { fingers, hash };
  } catch (error) {
    for (const { image } of fingers) image.fill(0);
    throw error;
  }
}

/** SHA-256 over the hash before it and the hash of the image, both as bytes; in capitals, as the specification writes it. */
export function nextHash(previous: string, image: Uint8Array): string {
  return createHash('sha256').update(Buffer.from(previous, 'hex')).update(createHash('sha256').update(image).digest()).digest('hex').toUpperCase();
}

function judgeFinger(token: Buffer, { device, trust, transaction, environment, fingers }: Expected): CapturedFinger {
  const payload = verifyToken(token, trust);
  try {
    const { json, strings } = liftLongStrings(payload);
    const said = readAnswer(capturedFinger, json);
    const signedId = typeof said.digitalId === 'string' ? Buffer.from(said.digitalId) : strings[said.digitalId.lifted];
    const is = readAnswer(digitalId, verifyToken(signedId ?? Buffer.alloc(0), trust).toString());
    if (!isSameDevice(is, device.is) || said.deviceCode !== device.deviceCode) throw new FingerprintsFailed('foreign-device');
    const finger = fingers.find((asked) => sbiFingers[asked].name === said.bioSubType);
    if (said.transactionId !== transaction || said.env !== environment || said.purpose !== 'Registration' || !finger) throw new FingerprintsFailed('bad-answer');
    return { finger, quality: Math.floor(said.qualityScore), image: imageOf(strings[said.bioValue.lifted], sbiFingers[finger].position) };
  } finally {
    payload.fill(0);
  }
}

function imageOf(text: Buffer | undefined, position: number): Buffer {
  const image = text && decodeBase64url(text);
  if (image && readPrint(image)?.position === position) return image;
  image?.fill(0);
  throw new FingerprintsFailed('bad-answer');
}

function failureFor(code: string): Error {
  const meaning = meaningOf(code);
  return meaning === undefined ? new UnknownSbiCode() : new FingerprintsFailed(meaning);
}
