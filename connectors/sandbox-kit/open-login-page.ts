import { createHash, randomBytes } from 'node:crypto';
import type { SandboxMeans } from './open-sandbox.ts';

interface Grant<Who> { readonly who: Who; readonly nonce: string; readonly codeChallenge: string; readonly returnUrl: string; readonly at: number }
interface Begun { readonly returnUrl: string; readonly state: string; readonly nonce: string; readonly codeChallenge: string }

const codeLifeMs = 10 * 60_000;

/** The page of an OpenID Connect provider: authorisation code, state, nonce and PKCE (RFC 7636), each code good for one use and ten minutes. */
export function loginPage<Who>({ file, now }: SandboxMeans, refused: () => Error) {
  const grants = file.documents<Grant<Who>>('grant');
  return {
    urlOf: ({ returnUrl, state, nonce, codeChallenge }: Begun): string => {
      const url = new URL('https://login.sandbox.invalid/authorize');
      for (const [name, value] of Object.entries({ redirect_uri: returnUrl, state, nonce, code_challenge: codeChallenge, code_challenge_method: 'S256' })) url.searchParams.set(name, value);
      return url.href;
    },
    /** Somebody logs in at the page behind the URL. */
    grant: (page: string, who: Who): { code: string; state: string } => {
      const parameters = new URL(page).searchParams;
      const asked = (name: string) => parameters.get(name) ?? '';
      const code = randomBytes(24).toString('base64url');
      grants.put(code, { who, nonce: asked('nonce'), codeChallenge: asked('code_challenge'), returnUrl: asked('redirect_uri'), at: now() });
      return { code, state: asked('state') };
    },
    /** Exchanges the code once. */
    redeem: ({ code, nonce, codeVerifier, returnUrl }: { code: string; nonce: string; codeVerifier: string; returnUrl: string }): Who => {
      const grant = grants.get(code);
      grants.remove(code);
      const proven = createHash('sha256').update(codeVerifier).digest('base64url');
      if (!grant || grant.nonce !== nonce || grant.codeChallenge !== proven || grant.returnUrl !== returnUrl || now() >= grant.at + codeLifeMs) throw refused();
      return grant.who;
    },
  };
}
