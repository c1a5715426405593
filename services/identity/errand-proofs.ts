import { createHash } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import type { IssuerKeys } from './issuer-keys.ts';
import { identityFailures } from './tokens.ts';

/**
 * An errand is signed as a whole: a node that carries errands out holds the public key only, so who takes it over can send none, and one that was seen there is
 * worth nothing elsewhere: it is no caller proof, and a changed word makes it another errand. Until when it is good stands in it.
 */
export interface ErrandSigner { sign(errand: string): Promise<string> }
export interface ErrandVerifier {
  /** @throws identity.token-forged */
  verify(errand: string, proof: string): Promise<void>;
}

const house = 'eid-aan-huis';
const form = { typ: 'eid-errand+jwt', audience: `${house}:errands` } as const;
const digestOf = (errand: string): string => createHash('sha256').update(errand).digest('base64url');

export function openErrandSigner({ privateKey }: Pick<IssuerKeys, 'privateKey'>): ErrandSigner {
  return {
    sign: (errand) => new SignJWT({ digest: digestOf(errand) }).setProtectedHeader({ alg: 'EdDSA', typ: form.typ }).setIssuer(house).setAudience(form.audience)
      .sign(privateKey),
  };
}

export function openErrandVerifier({ publicKey }: Pick<IssuerKeys, 'publicKey'>): ErrandVerifier {
  return {
    verify: async (errand, proof) => {
      let digest: unknown;
      try {
        ({ payload: { digest } } = await jwtVerify(proof, publicKey, { issuer: house, audience: form.audience, typ: form.typ, algorithms: ['EdDSA'], requiredClaims: ['digest'] }));
      } catch (error) {
        throw identityFailures['token-forged']({ cause: error });
      }
      if (digest !== digestOf(errand)) throw identityFailures['token-forged']();
    },
  };
}
