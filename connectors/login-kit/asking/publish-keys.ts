import { createPublicKey } from 'node:crypto';
import type { LiveEnv } from '#services/kernel/connector.ts';
import type { WireHandler } from '#services/kernel/wire.ts';
import type { z } from 'zod';
import type { decryptionKey, LoginPlace } from './login-place.ts';
import { thumbprintOf } from './our-keys.ts';

type Settings = Pick<LoginPlace, 'authentication'> & { readonly decryption?: z.output<typeof decryptionKey> };

/** `/jwks`: the public halves of our keys, for a login service that fetches them by itself. A replaced key is published at once. */
export function publishKeys({ config, secret }: LiveEnv<Settings>): WireHandler {
  return ({ method, path }) => {
    if (method !== 'GET' || path !== '/jwks') return Promise.resolve({ status: 404 });
    const { authentication, decryption } = config;
    const keys = [
      ...(authentication.kind === 'private-key' ? [{ ...authentication, use: 'sig' }] : []),
      ...(decryption ? [{ ...decryption, use: 'enc' }] : []),
    ].map(({ privateKey, keyId, algorithm: alg, use }) => {
      const key = createPublicKey(secret(privateKey));
      return { ...key.export({ format: 'jwk' }), kid: keyId ?? thumbprintOf(key), use, alg };
    });
    return Promise.resolve({ status: 200, headers: { 'content-type': 'application/jwk-set+json' }, body: JSON.stringify({ keys }) });
  };
}
