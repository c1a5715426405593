import { decodeProtectedHeader, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { Caller } from '#services/kernel/caller.ts';
import type { IssuerKeys } from './issuer-keys.ts';
import { remembering } from './remember-verified.ts';
import { identityFailures, type TokenIssuer } from './tokens.ts';

/**
 * Who calls, in a form that the node which carries the call out can check by itself. At the border it is the credential that came in; for what the house calls (jobs,
 * events, one plugin another) it is signed here.
 */
export interface CallerProofs {
  vouch(caller: Caller): Promise<string>;
  /** @throws identity.token-forged, identity.token-expired */
  verify(proof: string): Promise<Caller>;
}

const house = 'eid-aan-huis';
/** Not a bearer token: nobody gets in with it from outside. */
const form = { typ: 'eid-caller+jwt', audience: `${house}:nodes` } as const;
/** A proof is good for so long, and given again while it is good for at least as long as a call may take. Milliseconds. */
const [goodMs, againMs] = [5 * 60_000, 60_000];
const claims = z.object({
  kind: z.enum(['citizen', 'official', 'system', 'house']), sub: z.string().max(200), municipality: z.string().max(60), scopes: z.array(z.string()), dossier: z.string().optional(), via: z.string().optional(),
});

export function openCallerProofs({ privateKey, publicKey }: IssuerKeys, issuer: Pick<TokenIssuer, 'verify'>, municipalities: ReadonlySet<string>, realNow: () => number): CallerProofs {
  const given = new Map<string, { readonly proof: Promise<string>; readonly at: number }>();
  const verified = remembering(realNow, async (proof) => {
    try {
      const { payload } = await jwtVerify(proof, publicKey, { issuer: house, audience: form.audience, typ: form.typ, algorithms: ['EdDSA'], currentDate: new Date(realNow()), requiredClaims: ['exp', 'sub'] });
      const { sub, kind, municipality, scopes, dossier, via } = claims.parse(payload);
      if (!municipalities.has(municipality)) throw identityFailures['token-forged']();
      return { caller: { kind, actor: sub, municipality, scopes, ...(dossier !== undefined && { dossier }), ...(via !== undefined && { via }) }, until: (payload.exp ?? 0) * 1000 };
    } catch (error) {
      throw identityFailures['token-forged']({ cause: error });
    }
  });
  const sign = ({ kind, actor, municipality, scopes, dossier, via }: Caller, now: number) => new SignJWT({ kind, municipality, scopes: [...scopes], ...(dossier !== undefined && { dossier }), ...(via !== undefined && { via }) })
    .setProtectedHeader({ alg: 'EdDSA', typ: form.typ }).setIssuer(house).setAudience(form.audience).setSubject(actor).setIssuedAt(Math.floor(now / 1000)).setExpirationTime(Math.ceil((now + goodMs) / 1000))
    .sign(privateKey);
  return {
    vouch: (caller) => {
      const now = realNow();
      const who = JSON.stringify([caller.kind, caller.actor, caller.municipality, caller.scopes, caller.dossier, caller.via]);
      const earlier = given.get(who);
      if (earlier && Math.abs(now - earlier.at) < againMs) return earlier.proof;
      const proof = sign(caller, now);
      forgetOldest(given);
      given.delete(who);
      given.set(who, { proof, at: now });
      return proof;
    },
    verify: (proof) => (isVouched(proof) ? verified(proof) : issuer.verify(proof)),
  };
}

const most = 1_000;
function forgetOldest(given: Map<string, unknown>): void {
  const oldest = given.size >= most ? given.keys().next().value : undefined;
  if (oldest !== undefined) given.delete(oldest);
}

function isVouched(proof: string): boolean {
  try {
    return decodeProtectedHeader(proof).typ === form.typ;
  } catch {
    return false;
  }
}
