import { createHash, verify, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { readJson } from '#connectors/rest-kit/read-json.ts';
import { failures } from '#services/kernel/failure.ts';
import { instant } from './bancontact-answers.ts';
import type { SenderKeys } from './sender-keys.ts';

/** Why a callback is not taken in: its sender learns the rule, never a value. */
export const callbackFailures = failures('payment-callback', {
  'not-signed': { status: 401, retry: 'never', title: 'A callback is signed: a detached JWS (ES256) over its body, in the header Signature.' },
  'not-understood': { status: 401, retry: 'never', title: 'The header of the signature says something that is not understood here.' },
  'not-proven': { status: 401, retry: 'never', title: 'This signature does not hold.' },
  'not-for-us': { status: 403, retry: 'never', title: 'This callback is for another payment profile or another address.' },
  'not-now': { status: 403, retry: 'never', title: 'This callback was signed too long ago, or in the future.' },
  unreadable: { status: 400, retry: 'never', title: 'This callback names no payment.' },
  'come-again': { status: 503, retry: 'safe', title: 'The callback could not be taken in now; send it again.' },
});

const claims = { sub: 'https://payconiq.com/sub', iss: 'https://payconiq.com/iss', iat: 'https://payconiq.com/iat', jti: 'https://payconiq.com/jti', path: 'https://payconiq.com/path' } as const;

/** What its sender says must be understood (RFC 7515, 4.1.11) is these five, and nothing else; all are looked at. */
const header = z.looseObject({
  typ: z.string().regex(/^(application\/)?jose\+json$/i).optional(), alg: z.literal('ES256'), kid: z.string().min(1).max(256),
  crit: z.array(z.enum(claims)).min(1).refine((names) => new Set(names).size === names.length, 'each once'),
  [claims.sub]: z.string(), [claims.iss]: z.string(), [claims.iat]: instant, [claims.jti]: z.string().min(1).max(256), [claims.path]: z.string(),
  // A body that is signed in another way than base64url (RFC 7797), and keys that come along, are not what was agreed.
  b64: z.undefined().optional(), jwk: z.undefined().optional(), jku: z.undefined().optional(), x5u: z.undefined().optional(), x5c: z.undefined().optional(),
});

export interface Expected { readonly profileId: string; readonly issuer: string; /** Our own addresses, as the payment system was told them. */ readonly callbackUrls: readonly string[]; readonly now: number }

/** Repeated for a day; a clock may be somewhat ahead. */
const oldestMs = 25 * 3_600_000;
const aheadMs = 5 * 60_000;

/**
 * What its sender calls a callback, and what stands in it, by their hash: both are signed, and the same for each copy, however it was signed again. @throws payment-callback.…
 * @param signature the header `Signature`: `header..signature`, the body in between is left out
 */
export async function verifyCallback(signature: string | undefined, body: Uint8Array, keys: SenderKeys, expected: Expected): Promise<string> {
  const [, encoded = '', signed = ''] = /^([\w-]{1,8192})\.\.([\w-]{1,256})$/.exec(signature?.trim() ?? '') ?? [];
  const [headerBytes, signatureBytes] = [decoded(encoded), decoded(signed)];
  if (!headerBytes || !signatureBytes) throw callbackFailures['not-signed']();
  const read = readJson(headerBytes);
  const said = 'value' in read ? header.safeParse(read.value).data : undefined;
  if (said === undefined) throw callbackFailures['not-understood']();

  const key = await keys.keyOf(said.kid);
  const words = Buffer.concat([Buffer.from(`${encoded}.`, 'ascii'), Buffer.from(Buffer.from(body).toString('base64url'), 'ascii')]);
  if (!key || !holds(words, key, signatureBytes)) throw callbackFailures['not-proven']();

  const isOurs = said[claims.sub] === expected.profileId && expected.callbackUrls.includes(said[claims.path]) && said[claims.iss].toLowerCase() === expected.issuer.toLowerCase();
  if (!isOurs) throw callbackFailures['not-for-us']();
  const signedAt = said[claims.iat];
  if (signedAt < expected.now - oldestMs || signedAt > expected.now + aheadMs) throw callbackFailures['not-now']();
  return createHash('sha256').update(`${said[claims.jti]}\n`).update(body).digest('hex');
}

/** ES256 is r and s side by side, 64 bytes; the same in DER was seen in practice. */
function holds(words: Uint8Array, key: KeyObject, signature: Uint8Array): boolean {
  try {
    return verify('sha256', words, { key, dsaEncoding: signature.byteLength === 64 ? 'ieee-p1363' : 'der' }, signature);
  } catch {
    return false;
  }
}

/** Base64url in its one spelling, without padding. */
function decoded(text: string): Uint8Array | undefined {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.byteLength > 0 && bytes.toString('base64url') === text ? bytes : undefined;
}
