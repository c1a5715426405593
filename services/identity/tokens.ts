import { createHash, randomUUID } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { Caller } from '#services/kernel/caller.ts';
import { failures } from '#services/kernel/failure.ts';
import type { EndedSessions } from './ended-sessions.ts';
import type { IssuerKeys } from './issuer-keys.ts';
import { remembering } from './remember-verified.ts';

export const identityFailures = failures('identity', {
  'token-missing': { status: 401, retry: 'never', title: 'A bearer token is needed.' },
  'token-forged': { status: 401, retry: 'never', title: 'This token was not issued here.' },
  'token-expired': { status: 401, retry: 'never', title: 'This token has expired.' },
  'token-ended': { status: 401, retry: 'never', title: 'The session of this token was ended.' },
  'no-session': { status: 409, retry: 'never', title: 'There is no session to end: no token of its own was shown.' },
});

export interface TokenIssuer {
  /** Signs a bearer token for a caller; `expiresAt` in epoch milliseconds UTC, by the real clock. */
  issue(caller: Caller, minutes: number): Promise<{ token: string; expiresAt: number }>;
  /** @throws identity.token-missing, identity.token-forged, identity.token-expired, identity.token-ended */
  verify(token: string): Promise<Caller>;
}

const issuerName = 'eid-aan-huis';
const claims = z.object({
  kind: z.enum(['citizen', 'official', 'system']), sub: z.string().max(100), municipality: z.string().max(60), scopes: z.array(z.string()), dossier: z.uuid().optional(),
});

/** The local issuer of the embedded default. Tokens are told apart by signature and issuer, never by what they claim. @param ended what was ended before its time */
export function openTokenIssuer({ privateKey, publicKey }: IssuerKeys, municipalities: ReadonlySet<string>, realNow: () => number, ended: Pick<EndedSessions, 'has'>): TokenIssuer {
  const verified = remembering(realNow, async (token) => {
    if (token === '') throw identityFailures['token-missing']();
    try {
      const { payload } = await jwtVerify(token, publicKey, { issuer: issuerName, audience: issuerName, typ: 'JWT', algorithms: ['EdDSA'], currentDate: new Date(realNow()), requiredClaims: ['exp', 'iat', 'sub'] });
      const { sub, ...rest } = claims.parse(payload);
      if (!municipalities.has(rest.municipality)) throw identityFailures['token-forged']();
      const session = { id: sessionOf(token), issuedAt: (payload.iat ?? 0) * 1000, until: (payload.exp ?? 0) * 1000 };
      const caller: Caller = { kind: rest.kind, actor: sub, municipality: rest.municipality, scopes: rest.scopes, ...(rest.dossier && { dossier: rest.dossier }), session };
      return { caller, until: session.until };
    } catch (error) {
      if (error instanceof errors.JWTExpired) throw identityFailures['token-expired']({ cause: error });
      throw identityFailures['token-forged']({ cause: error });
    }
  });
  return {
    issue: async ({ kind, actor, municipality, scopes, dossier }, minutes) => {
      // What would be refused when it comes back is not signed.
      claims.parse({ kind, sub: actor, municipality, scopes, dossier });
      const issuedAt = Math.floor(realNow() / 1000);
      const expires = issuedAt + Math.round(minutes * 60);
      // Of two tokens that say the same each is one of its own: one may be ended, and the other not.
      const token = await new SignJWT({ jti: randomUUID(), kind, municipality, scopes: [...scopes], ...(dossier && { dossier }) })
        .setProtectedHeader({ alg: 'EdDSA', typ: 'JWT' }).setIssuer(issuerName).setAudience(issuerName).setSubject(actor).setIssuedAt(issuedAt).setExpirationTime(expires)
        .sign(privateKey);
      return { token, expiresAt: expires * 1000 };
    },
    verify: async (token) => {
      const caller = await verified(token);
      if (ended.has(caller)) throw identityFailures['token-ended']();
      return caller;
    },
  };
}

/** Of what the signature covers: the signature itself can be written in more than one way (its last letter holds bits that do not count). */
function sessionOf(token: string): string {
  return createHash('sha256').update(token.slice(0, token.lastIndexOf('.'))).digest('base64url');
}
