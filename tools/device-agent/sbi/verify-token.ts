import { verify, X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { FingerprintsFailed } from '../fingerprint-device.ts';
import { decodeBase64url } from './decode-base64url.ts';
import { distrust } from './trust-device.ts';

export interface Trust { readonly providers: readonly X509Certificate[]; readonly now: number }

const header = z.object({ alg: z.literal('RS256'), x5c: z.array(z.base64().max(10_000)).min(1).max(5) });
const dot = 0x2e;

/**
 * What a device signed (JWS in compact form, RS256, its certificate in the header). The payload is a copy, to be wiped by the caller.
 * @throws FingerprintsFailed `bad-answer`, `bad-signature`; `foreign-device` where no maker that is believed vouches for it, `not-registered` where its certificate has ended
 */
export function verifyToken(token: Buffer, { providers, now }: Trust): Buffer {
  const firstDot = token.indexOf(dot);
  const secondDot = token.indexOf(dot, firstDot + 1);
  if (firstDot === -1 || secondDot === -1) throw new FingerprintsFailed('bad-answer');
  const chain = certificatesOf(token.subarray(0, firstDot));
  const signature = decodeBase64url(token.subarray(secondDot + 1));
  const [device] = chain;
  if (!signature || device?.publicKey.asymmetricKeyType !== 'rsa' || !verify('RSA-SHA256', token.subarray(0, secondDot), device.publicKey, signature)) throw new FingerprintsFailed('bad-signature');
  const why = distrust(chain, providers, now);
  if (why) throw new FingerprintsFailed(why === 'expired' ? 'not-registered' : 'foreign-device');
  const payload = decodeBase64url(token.subarray(firstDot + 1, secondDot));
  if (!payload) throw new FingerprintsFailed('bad-answer');
  return payload;
}

/** No signature of another kind, or none at all, is ever tried. */
function certificatesOf(text: Buffer): readonly X509Certificate[] {
  try {
    const { x5c } = header.parse(JSON.parse((decodeBase64url(text) ?? Buffer.alloc(0)).toString()));
    return x5c.map((certificate) => new X509Certificate(Buffer.from(certificate, 'base64')));
  } catch {
    throw new FingerprintsFailed('bad-signature');
  }
}
