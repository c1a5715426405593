import { createHmac, createPublicKey, timingSafeEqual } from 'node:crypto';
import { jwtVerify } from 'jose';
import { z } from 'zod';
import type { WireAnswer, WireRequest } from '#services/kernel/wire.ts';
import { assertionType } from '../../wire/e-box.ts';
import { eBoxAgreement } from './e-box-agreement.ts';

export interface EBoxTokens { readonly give: (request: WireRequest) => Promise<WireAnswer>; readonly isGood: (authorization: string | undefined) => boolean }

const lastsSeconds = 300;
const mostAheadSeconds = 600;
const { clientId, audience, scope } = eBoxAgreement;
const asked = z.object({ grant_type: z.literal('client_credentials'), scope: z.string(), client_assertion_type: z.literal(assertionType), client_assertion: z.string().max(8_192) });

/** An authorization server for one client: who shows an assertion that is signed with the key of `certificate`, for us, in time and for the first time, gets a token. */
export function eBoxTokens({ certificate, secret, realNow }: { readonly certificate: string; readonly secret: string; readonly realNow: () => number }): EBoxTokens {
  const key = createPublicKey(certificate);
  /** Assertions that were shown, until when they could be shown again. */
  const shown = new Map<string, number>();
  const sign = (until: string) => createHmac('sha256', secret).update(until).digest('base64url');

  const proven = async (assertion: string): Promise<boolean> => {
    const now = realNow();
    const verified = await jwtVerify(assertion, key, { algorithms: ['RS256'], issuer: clientId, subject: clientId, audience, requiredClaims: ['jti', 'exp'], currentDate: new Date(now) }).catch(() => undefined);
    const { jti = '', exp = 0 } = verified?.payload ?? {};
    for (const [id, until] of shown) if (until < now) shown.delete(id);
    if (!verified || jti === '' || exp * 1_000 > now + mostAheadSeconds * 1_000 || shown.has(jti)) return false;
    shown.set(jti, exp * 1_000);
    return true;
  };

  return {
    give: async ({ method, headers, body }) => {
      if (method !== 'POST') return { status: 405, headers: { allow: 'POST' } };
      if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(headers['content-type'] ?? '')) return refused('invalid_request');
      const form = asked.safeParse(Object.fromEntries(new URLSearchParams(Buffer.from(body).toString('utf8'))));
      if (!form.success) return refused('invalid_request');
      if (!await proven(form.data.client_assertion)) return refused('invalid_client');
      if (form.data.scope !== scope) return refused('invalid_scope');
      const until = String(realNow() + lastsSeconds * 1_000);
      return json(200, { access_token: `${until}.${sign(until)}`, token_type: 'Bearer', expires_in: lastsSeconds, scope });
    },
    isGood: (authorization = '') => {
      const { until = '', signature = '' } = /^Bearer (?<until>\d{1,15})\.(?<signature>[\w-]{43})$/i.exec(authorization)?.groups ?? {};
      return until !== '' && timingSafeEqual(Buffer.from(sign(until)), Buffer.from(signature)) && Number(until) > realNow();
    },
  };
}

const json = (status: number, value: object): WireAnswer => ({ status, headers: { 'content-type': 'application/json', 'cache-control': 'no-store' }, body: JSON.stringify(value) });
const refused = (error: string): WireAnswer => json(error === 'invalid_client' ? 401 : 400, { error });
