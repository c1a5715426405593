import type * as library from 'oidc-provider';
import type { ClientMetadata, Configuration, JWK, KoaContextWithOIDC, Provider } from 'oidc-provider';
import type { LoginBooks, SigningKey } from './login-books.ts';
import type { LoginDesk } from './login-desk.ts';
import { storeArtifacts } from './store-artifacts.ts';
import { languageOf, writeEnd } from './write-page.ts';

type Library = typeof library;

export interface ProviderMaking<Who> {
  readonly issuer: string;
  readonly desk: LoginDesk<Who>;
  readonly books: LoginBooks<Who>;
  /** The one that signs first. */
  readonly keys: readonly SigningKey[];
  readonly client: ClientMetadata;
  /** Return addresses that were agreed; undefined: any is. */
  readonly returnUrls: readonly string[] | undefined;
  /** Business time, epoch milliseconds UTC. */
  readonly now: () => number;
}

/** How much the clock of the house may differ, in the assertions that it signs. */
const clockToleranceSeconds = 120;
/** Of no login service: so that no page of ours is taken for an address that was agreed. */
const nowhere = 'https://login.sandbox.invalid/nowhere';
const minutes = (count: number) => count * 60;

/** The library as one login service: an authorisation code with PKCE and nothing else, a login each time, no consent, quirks as the desk has them. */
export function openProvider<Who>({ Provider, interactionPolicy }: Library, { issuer, desk, books, keys, client, returnUrls, now }: ProviderMaking<Who>): Provider {
  const { pathname } = new URL(issuer);
  const configuration: Configuration = {
    adapter: storeArtifacts(books, { redirect_uris: [...returnUrls ?? [nowhere]], response_types: ['code'], grant_types: ['authorization_code'], id_token_signed_response_alg: 'RS256', ...client }, now),
    jwks: { keys: [...keys] as JWK[] },
    acrValues: [...desk.levels],
    scopes: ['openid', ...Object.keys(desk.scopes)],
    claims: { acr: null, auth_time: null, iss: null, sid: null, openid: ['sub'], ...Object.fromEntries(Object.entries(desk.scopes).map(([scope, names]) => [scope, [...names]])), ...Object.fromEntries(desk.claimsOnRequest.map((name) => [name, null])) },
    features: {
      devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: false }, pushedAuthorizationRequests: { enabled: false }, dPoP: { enabled: false }, resourceIndicators: { enabled: false },
      claimsParameter: { enabled: true }, encryption: { enabled: true }, jwtUserinfo: { enabled: true },
    },
    responseTypes: ['code'],
    pkce: { required: () => true },
    clockTolerance: clockToleranceSeconds,
    ttl: { AuthorizationCode: minutes(60), AccessToken: minutes(10), IdToken: minutes(5), Interaction: minutes(60), Session: minutes(10), Grant: minutes(60) },
    findAccount: (_ctx, id) => {
      const who = books.accounts.get(id);
      return who === undefined ? undefined : { accountId: id, claims: () => ({ sub: id, ...desk.claimsOf(who) }) };
    },
    interactions: { url: (_ctx, { uid }) => `${pathname}/login/${uid}`, policy: loginEachTime(interactionPolicy) },
    loadExistingGrant: grantAll,
    renderError: (ctx, { error, error_description: why }) => {
      const { ui_locales: wished } = ctx.query;
      ctx.type = 'html';
      ctx.set('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
      ctx.body = writeEnd(error === 'invalid_request' && ctx.path.startsWith('/auth/') ? 'over' : 'not-agreed', languageOf(typeof wished === 'string' ? wished : undefined, ctx.get('accept-language')), `${error}: ${why ?? ''}`);
    },
    clientBasedCORS: () => false,
  };
  const provider = new Provider(issuer, configuration);
  if (returnUrls === undefined) provider.Client.prototype.redirectUriAllowed = (url: string) => /^https?:/.test(url);
  return provider;
}

/** Nobody is known from an earlier visit: on a machine that several people use that would be somebody else. */
function loginEachTime({ base, Check }: Library['interactionPolicy']): ReturnType<Library['interactionPolicy']['base']> {
  const policy = base();
  policy.remove('consent');
  policy.get('login')?.checks.add(new Check('each-time', 'somebody logs in each time', ({ oidc }) => oidc.result?.login === undefined));
  return policy;
}

/** What was asked for is given: what may be asked for was agreed beforehand. */
async function grantAll({ oidc }: KoaContextWithOIDC) {
  const grant = new oidc.provider.Grant({ ...(oidc.client && { clientId: oidc.client.clientId }), ...(oidc.session?.accountId !== undefined && { accountId: oidc.session.accountId }) });
  grant.addOIDCScope(String(oidc.params?.['scope']));
  grant.addOIDCClaims([...oidc.requestParamClaims]);
  await grant.save();
  return grant;
}
