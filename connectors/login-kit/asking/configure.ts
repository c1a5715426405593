import type * as library from 'openid-client';
import type { ClientAuth, Configuration } from 'openid-client';
import type { ReadSecret } from '#services/kernel/secret.ts';
import type { fetchFrom } from './fetch-from.ts';
import type { LoginFlavour, LoginPlace } from './login-place.ts';
import { decryptingKey, signingKey } from './our-keys.ts';
import type { KeySet, Provider } from './read-provider.ts';

type Library = typeof library;

export interface Configuring {
  readonly place: LoginPlace;
  readonly flavour: LoginFlavour;
  readonly secret: ReadSecret;
  readonly provider: Provider;
  readonly keys: KeySet;
  /** How long ago they were read. */
  readonly keysAgeMs: number;
  readonly realNow: () => number;
  readonly fetch: ReturnType<typeof fetchFrom>;
}

export interface Tokens { readonly accessToken: string; readonly claims: Readonly<Record<string, unknown>> & { readonly sub: string } }

export interface Configured {
  /** Exchanges a code for an identity token that holds: issuer, audience, time and signature. Its nonce and its level are the caller's to judge. */
  exchange(shown: { readonly code: string; readonly codeVerifier: string; readonly returnUrl: string }): Promise<Tokens>;
  /** What it tells about the person of these tokens. */
  personOf(tokens: Tokens): Promise<Readonly<Record<string, unknown>>>;
  /** The keys that had to be read anew, because one was named that nobody knew. */
  newerKeys(): KeySet | undefined;
}

/** The encryption of content that is taken, beside the one way to wrap its key. */
const contentEncryption = ['A128CBC-HS256', 'A256CBC-HS512', 'A128GCM', 'A256GCM'];

/** One login at openid-client. It is made anew for each, for its clock and its keys are those of this moment; it reads the clock of the machine, so ours is told as a difference. */
export function configure(client: Library, { place, flavour, secret, provider, keys, keysAgeMs, realNow, fetch }: Configuring): Configured {
  const configuration: Configuration = new client.Configuration(provider, place.clientId, {
    [client.clockSkew]: Math.round((realNow() - Date.now()) / 1_000), [client.clockTolerance]: place.skewSeconds,
    id_token_signed_response_alg: place.signedWith, ...(flavour.userInfo === 'signed' && { userinfo_signed_response_alg: place.signedWith }),
  }, authenticate(client, place, secret));
  configuration[client.customFetch] = fetch;
  configuration.timeout = place.timeoutSeconds;
  // Without TLS the settings let nobody be asked but this machine.
  if (place.issuer.startsWith('http:')) client.allowInsecureRequests(configuration);
  // By itself the library trusts TLS and looks at no signature.
  client.enableNonRepudiationChecks(configuration);
  const { decryption } = flavour;
  if (decryption) client.enableDecryptingResponses(configuration, contentEncryption, decryptingKey(secret(decryption.privateKey), decryption));
  const readAt = Math.floor((Date.now() - keysAgeMs) / 1_000);
  client.setJwksCache(configuration, { jwks: keys, uat: readAt });
  const demandEncrypted = (came: Parameters<Library['getDecryptedResponses']>[0]) => {
    if (decryption && client.getDecryptedResponses(came) === undefined) throw new client.ClientError('a token came in clear');
  };
  return {
    exchange: async ({ code, codeVerifier, returnUrl }) => {
      // Not the call made for codes: that one takes the query off a return address, and then it is another one than was agreed.
      const tokens = await client.genericGrantRequest(configuration, 'authorization_code', { code, redirect_uri: returnUrl, code_verifier: codeVerifier });
      demandEncrypted(tokens);
      const claims = tokens.claims();
      if (claims === undefined) throw new client.ClientError('no identity token came');
      return { accessToken: tokens.access_token, claims };
    },
    personOf: async ({ accessToken, claims }) => {
      const person = await client.fetchUserInfo(configuration, accessToken, claims.sub);
      demandEncrypted(person);
      return person;
    },
    newerKeys: () => {
      const now = client.getJwksCache(configuration);
      return now && now.uat !== readAt ? now.jwks : undefined;
    },
  };
}

function authenticate(client: Library, { authentication }: LoginPlace, secret: ReadSecret): ClientAuth {
  if (authentication.kind === 'private-key') return client.PrivateKeyJwt(signingKey(secret(authentication.privateKey), authentication));
  return (authentication.kind === 'secret-basic' ? client.ClientSecretBasic : client.ClientSecretPost)(secret(authentication.secret));
}
