import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { failures } from '#services/kernel/failure.ts';
import type { SandboxMeans } from './open-sandbox.ts';

interface Begun { readonly returnUrl: string; readonly state: string; readonly nonce: string; readonly codeChallenge: string }
interface Grant<Who> extends Omit<Begun, 'state'> { readonly who: Who; readonly at: number }

const issuer = 'https://login.sandbox.invalid';
const page = `${issuer}/authorize`;
const codeLifeMs = 10 * 60_000;

export const loginPageFailures = failures('login-sandbox', {
  'not-our-page': { status: 422, retry: 'never', title: 'This is not an address of the login page, or something is missing from it.' },
});
const parameters = z.object({ redirect_uri: z.url(), state: z.string().min(1), nonce: z.string().min(1), code_challenge: z.string().min(1), code_challenge_method: z.literal('S256') });

/** What the return address gets: `iss` says from whom (RFC 9207). */
export const returned = z.object({ code: z.string(), state: z.string(), iss: z.string() });

interface Shown { readonly code: string; readonly nonce: string; readonly codeVerifier: string; readonly returnUrl: string; readonly iss?: string | undefined }

/** The page of an OpenID Connect provider: authorisation code with state, nonce and PKCE (RFC 7636); a code is good for one login within ten minutes. */
export function loginPage<Who>({ file, now }: SandboxMeans, { refused, 'untrusted-answer': untrusted }: Readonly<Record<'refused' | 'untrusted-answer', () => Error>>) {
  const grants = file.documents<Grant<Who>>('grant');
  return {
    urlOf: ({ returnUrl, state, nonce, codeChallenge }: Begun): string => {
      const url = new URL(page);
      const asked: z.output<typeof parameters> = { redirect_uri: returnUrl, state, nonce, code_challenge: codeChallenge, code_challenge_method: 'S256' };
      for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value);
      return url.href;
    },
    /** Somebody logs in at the page behind the URL. @throws login-sandbox.not-our-page */
    grant: (address: string, who: Who): z.output<typeof returned> => {
      const url = new URL(address);
      const asked = parameters.safeParse(Object.fromEntries(url.searchParams));
      if (url.origin + url.pathname !== page || !asked.success) throw loginPageFailures['not-our-page']();
      const { redirect_uri: returnUrl, state, nonce, code_challenge: codeChallenge } = asked.data;
      const code = randomBytes(24).toString('base64url');
      grants.put(code, { who, returnUrl, nonce, codeChallenge, at: now() });
      return { code, state, iss: issuer };
    },
    /** Exchanges the code once. Who does not prove to be the one who began gets nothing, and leaves the code to who can. */
    redeem: ({ code, nonce, codeVerifier, returnUrl, iss }: Shown): Who => {
      if (iss !== issuer) throw untrusted();
      const granted = grants.get(code);
      const proven = createHash('sha256').update(codeVerifier).digest('base64url');
      if (!granted || now() >= granted.at + codeLifeMs) throw refused();
      if (granted.nonce !== nonce || granted.codeChallenge !== proven || granted.returnUrl !== returnUrl) throw refused();
      grants.remove(code);
      return granted.who;
    },
  };
}
