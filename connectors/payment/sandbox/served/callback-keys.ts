import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import type { WireBooks } from './wire-books.ts';

/** A new key signs from now on; those before it stay published unless they are forgotten. */
export function rotateKey({ file, callbackKeys }: WireBooks, forgetOthers: boolean): string {
  return file.transaction(() => {
    if (forgetOthers) for (const { id } of callbackKeys.all()) callbackKeys.remove(id);
    const kid = `es.signature.sandbox.${randomBytes(6).toString('hex')}`;
    callbackKeys.put(kid, { kid, privateKey: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }) });
    return kid;
  });
}

/** The set as it is published (RFC 7517). */
export function publishedKeys(books: WireBooks): object {
  if (books.callbackKeys.all().length === 0) rotateKey(books, false);
  return {
    keys: books.callbackKeys.all().map(({ document: { kid, privateKey } }) => ({ ...createPublicKey(createPrivateKey({ key: privateKey, format: 'jwk' })).export({ format: 'jwk' }), kid, alg: 'ES256', use: 'sig' })),
  };
}

export interface Callback { /** The same for each repeat. */ readonly id: string; readonly profileId: string; readonly callbackUrl: string; readonly body: string; readonly now: number }

/** The header `Signature` of a callback: a detached JWS with what Bancontact Pay says in it. */
export function signCallback(books: WireBooks, { id, profileId, callbackUrl, body, now }: Callback): string {
  publishedKeys(books);
  const { kid, privateKey } = books.callbackKeys.all().at(-1)?.document ?? {};
  if (privateKey === undefined) throw new Error('there is no key to sign with');
  const claims = {
    'https://payconiq.com/iat': new Date(now).toISOString(), 'https://payconiq.com/jti': id, 'https://payconiq.com/path': callbackUrl, 'https://payconiq.com/iss': 'Payconiq',
    'https://payconiq.com/sub': profileId,
  };
  const header = Buffer.from(JSON.stringify({ typ: 'JOSE+JSON', kid, alg: 'ES256', ...claims, crit: Object.keys(claims) })).toString('base64url');
  const signature = sign('sha256', Buffer.from(`${header}.${Buffer.from(body).toString('base64url')}`), { key: createPrivateKey({ key: privateKey, format: 'jwk' }), dsaEncoding: 'ieee-p1363' });
  return `${header}..${signature.toString('base64url')}`;
}
