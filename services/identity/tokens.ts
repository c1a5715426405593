import { errors, exportJWK, generateKeyPair, importJWK, jwtVerify, SignJWT, type JWK } from 'jose';
import { mkdirSync, readFileSync, writeFileSync, linkSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Caller } from '#services/kernel/caller.ts';
import { failures } from '#services/kernel/failure.ts';

export const identityFailures = failures('identity', {
  'token-missing': { status: 401, retry: 'never', title: 'A bearer token is needed.' },
  'token-forged': { status: 401, retry: 'never', title: 'This token was not issued here.' },
  'token-expired': { status: 401, retry: 'never', title: 'This token has expired.' },
});

export interface TokenIssuer {
  /** Signs a bearer token for a caller; `expiresAt` in epoch milliseconds UTC, by the real clock. */
  issue(caller: Caller, minutes: number): Promise<{ token: string; expiresAt: number }>;
  /** @throws identity.token-missing, identity.token-forged, identity.token-expired */
  verify(token: string): Promise<Caller>;
}

const issuerName = 'eid-aan-huis';
const claims = z.object({
  kind: z.enum(['citizen', 'official', 'system']), sub: z.string().max(100), municipality: z.string().max(60), scopes: z.array(z.string()), dossier: z.uuid().optional(),
});

/** The local issuer of the embedded default: Ed25519, its key in the keys folder. Tokens are told apart by signature and issuer, never by what they claim. */
export async function openTokenIssuer(folder: string, municipalities: ReadonlySet<string>, realNow: () => number): Promise<TokenIssuer> {
  const jwk = await readOrMakeKey(folder);
  const privateKey = await importJWK(jwk, 'EdDSA');
  const publicKey = await importJWK({ kty: 'OKP', crv: 'Ed25519', x: jwk.x ?? '' }, 'EdDSA');
  const verified = new Map<string, Verified>();
  return {
    issue: async ({ kind, actor, municipality, scopes, dossier }, minutes) => {
      // What would be refused when it comes back is not signed.
      claims.parse({ kind, sub: actor, municipality, scopes, dossier });
      const issuedAt = Math.floor(realNow() / 1000);
      const expires = issuedAt + Math.round(minutes * 60);
      const token = await new SignJWT({ kind, municipality, scopes: [...scopes], ...(dossier && { dossier }) })
        .setProtectedHeader({ alg: 'EdDSA', typ: 'JWT' }).setIssuer(issuerName).setAudience(issuerName).setSubject(actor).setIssuedAt(issuedAt).setExpirationTime(expires)
        .sign(privateKey);
      return { token, expiresAt: expires * 1000 };
    },
    verify: async (token) => {
      if (token === '') throw identityFailures['token-missing']();
      const known = verified.get(token);
      if (known && known.until > realNow()) return known.caller;
      try {
        const { payload } = await jwtVerify(token, publicKey, { issuer: issuerName, audience: issuerName, algorithms: ['EdDSA'], currentDate: new Date(realNow()), requiredClaims: ['exp', 'sub'] });
        const { sub, ...rest } = claims.parse(payload);
        if (!municipalities.has(rest.municipality)) throw identityFailures['token-forged']();
        const caller: Caller = { kind: rest.kind, actor: sub, municipality: rest.municipality, scopes: rest.scopes, ...(rest.dossier && { dossier: rest.dossier }) };
        remember(verified, token, { caller, until: (payload.exp ?? 0) * 1000 });
        return caller;
      } catch (error) {
        if (error instanceof errors.JWTExpired) throw identityFailures['token-expired']({ cause: error });
        throw identityFailures['token-forged']({ cause: error });
      }
    },
  };
}

interface Verified { readonly caller: Caller; readonly until: number }
const rememberedTokens = 1_000;

/** A signature that was verified once need not be verified with each request; the oldest goes first. */
function remember(verified: Map<string, Verified>, token: string, entry: Verified): void {
  const oldest = verified.size >= rememberedTokens ? verified.keys().next().value : undefined;
  if (oldest !== undefined) verified.delete(oldest);
  verified.set(token, entry);
}

/** Two processes that start at once agree: the first one to put its file there wins. */
async function readOrMakeKey(folder: string): Promise<JWK> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, 'token-issuer.json');
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as JWK;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  const mine = `${path}.${process.pid}`;
  writeFileSync(mine, JSON.stringify(await exportJWK(privateKey)), { mode: 0o600 });
  try {
    linkSync(mine, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    unlinkSync(mine);
  }
  return JSON.parse(readFileSync(path, 'utf8')) as JWK;
}
