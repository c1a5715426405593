import { exportJWK, importJWK } from 'jose';
import { z } from 'zod';
import type { IssuerKeys } from './issuer-keys.ts';

/** The public key by which errands are verified, as it stands in a file. It opens nothing and signs nothing. */
export const errandKeySchema = z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string() });
export type ErrandKey = z.output<typeof errandKeySchema>;

export async function errandKeyOf({ publicKey }: Pick<IssuerKeys, 'publicKey'>): Promise<ErrandKey> {
  return errandKeySchema.parse(await exportJWK(publicKey));
}

export async function openErrandKey(key: ErrandKey): Promise<Pick<IssuerKeys, 'publicKey'>> {
  const publicKey = await importJWK(key, 'EdDSA');
  if (publicKey instanceof Uint8Array) throw new Error('the key of errands is no Ed25519 key');
  return { publicKey };
}
