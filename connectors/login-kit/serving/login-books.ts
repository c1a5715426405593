import { generateKeyPairSync, randomUUID } from 'node:crypto';
import type { AdapterPayload } from 'oidc-provider';
import type { Documents, SandboxFile } from '#connectors/sandbox-kit/sandbox-file.ts';

/** A private key that a login service signs with, as JWK. */
export interface SigningKey { readonly kty: string; readonly kid: string; readonly use: 'sig'; readonly alg: 'RS256'; readonly [part: string]: unknown }

/** What a served login keeps in the file of its sandbox, beside what its double keeps there. */
export interface LoginBooks<Who> {
  /** Pages at which somebody logs in over the wire, by their address. */
  readonly pages: Documents<true>;
  /** Who logged in, by the reference that the service gives out for this one login. */
  readonly accounts: Documents<Who>;
  /** Of the library, by kind and id. */
  readonly artifacts: (kind: string) => Documents<Artifact>;
}
/** `at`: business time, epoch milliseconds UTC. */
export interface Artifact { readonly payload: AdapterPayload; readonly at: number }

export const loginBooks = <Who>(file: SandboxFile): LoginBooks<Who> => ({
  pages: file.documents('login-page'), accounts: file.documents('login-account'), artifacts: (kind) => file.documents(`login-${kind}`),
});

/** The present one is the last. */
const signingKeysIn = (file: SandboxFile): Documents<SigningKey> => file.documents('login-signing-key');

/** From now on this key signs. Unannounced: the earlier ones are published no more. */
export function rotateSigningKey(file: SandboxFile, announced: boolean): string {
  const signingKeys = signingKeysIn(file);
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const { kty = '', ...parts } = privateKey.export({ format: 'jwk' });
  const kid = randomUUID();
  file.transaction(() => {
    if (!announced) for (const { id } of signingKeys.all()) signingKeys.remove(id);
    signingKeys.put(kid, { ...parts, kty, kid, use: 'sig', alg: 'RS256' });
  });
  return kid;
}

/** The keys that are published, the present one first; one is made when there is none. */
export function publishedKeys(file: SandboxFile): readonly SigningKey[] {
  const signingKeys = signingKeysIn(file);
  if (signingKeys.all().length === 0) rotateSigningKey(file, true);
  return signingKeys.all().map(({ document }) => document).toReversed();
}
