import type { LoginFlavour, LoginPlace } from './login-place.ts';

export interface Begun { readonly returnUrl: string; readonly state: string; readonly nonce: string; readonly codeChallenge: string; readonly language?: string }

/** The page of the login service, with everything that binds the login to who began it (OpenID Connect Core 3.1.2.1, PKCE: RFC 7636). */
export function addressFor(page: string, { clientId }: LoginPlace, { scopes, levels, claims }: LoginFlavour, { returnUrl, state, nonce, codeChallenge, language }: Begun): string {
  const url = new URL(page);
  const asked = {
    response_type: 'code', client_id: clientId, redirect_uri: returnUrl, scope: ['openid', ...scopes].join(' '), state, nonce, code_challenge: codeChallenge, code_challenge_method: 'S256',
    ...(levels.length > 0 && { acr_values: levels.join(' ') }), ...(language !== undefined && { ui_locales: language }), ...(claims && { claims: JSON.stringify(claims) }),
  };
  for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value);
  return url.href;
}
