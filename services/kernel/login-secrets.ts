import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** What an OpenID Connect login keeps to itself until its user comes back (state, nonce, and the verifier of PKCE, RFC 7636). */
export interface LoginSecrets { readonly state: string; readonly nonce: string; readonly codeVerifier: string }

/** Secrets come from the operating system's generator, never from the seeded randomness of `ctx`. */
export function newLoginSecrets(): LoginSecrets {
  const secret = () => randomBytes(32).toString('base64url');
  return { state: secret(), nonce: secret(), codeVerifier: secret() };
}

export function codeChallengeOf({ codeVerifier }: LoginSecrets): string {
  return createHash('sha256').update(codeVerifier).digest('base64url');
}

/** Compares in constant time. */
export function sameSecret(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}
