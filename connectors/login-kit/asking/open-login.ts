import { keepAgent } from '#services/wire-kit/keep-agent.ts';
import { NotAnswered } from '#services/wire-kit/post.ts';
import { isFailure } from '#services/kernel/failure.ts';
import { sameSecret } from '#services/kernel/login-secrets.ts';
import type { ReadSecret } from '#services/kernel/secret.ts';
import type { LoginFailures } from '../login-failures.ts';
import { addressFor, type Begun } from './address-for.ts';
import { configure, type Configured } from './configure.ts';
import { fetchFrom } from './fetch-from.ts';
import type { LoginFlavour, LoginPlace } from './login-place.ts';
import { nameMishap, otherIssuer, type Mishap, type Stage } from './name-mishap.ts';
import { originsOf, readKeys, readProvider, type KeySet, type Provider } from './read-provider.ts';

export interface LoginOptions {
  readonly place: LoginPlace;
  readonly flavour: LoginFlavour;
  readonly failures: LoginFailures;
  readonly secret: ReadSecret;
  /** Real time, epoch milliseconds UTC: tokens and keys have nothing to do with the time of a municipality. */
  readonly realNow: () => number;
  readonly notice?: (noticed: Noticed) => void;
}

/** What was seen of the other side beside its answer, for whoever checks a connector. */
export interface Noticed { readonly mishap?: Mishap; readonly validTo?: number }

export interface Finishing { readonly code: string; readonly nonce: string; readonly codeVerifier: string; readonly returnUrl: string; /** Who answered, where the return address was told (RFC 9207). */ readonly iss?: string | undefined }
/** Who logged in, as the login service tells it under its signature, and at which of the levels that were asked. */
export interface LoggedIn { readonly level: string | undefined; readonly claims: Readonly<Record<string, unknown>> }

export interface Login {
  /** Where to send the person. @throws the failures of the port */
  start(begun: Begun, signal: AbortSignal): Promise<string>;
  /** Shows the code once, and asks who it is. @throws the failures of the port */
  finish(finishing: Finishing, signal: AbortSignal): Promise<LoggedIn>;
  close(): void;
}

const largestAnswer = 256 * 1024;
const providerHoldsMs = 60 * 60_000;
/** As long as openid-client holds them. A key that nobody knows is looked for sooner, but not more often than once in a minute. */
const keysHoldMs = 5 * 60_000;

interface Kept<T> { readonly value: T; readonly at: number }

/** The login service behind an issuer. Secrets are read at each login, so that a replaced one counts at once. */
export function openLogin({ place, flavour, failures, secret, realNow, notice = () => {} }: LoginOptions): Login {
  const agent = keepAgent(place.issuer, () => ({ ca: place.trustRoots === undefined ? undefined : secret(place.trustRoots) }));
  let provider: Kept<Provider> | undefined;
  let keys: Kept<KeySet> | undefined;
  const underWay = new Set<string>();

  const asking = (signal: AbortSignal) => fetchFrom({ way: { agent: agent.now(), timeoutMs: place.timeoutSeconds * 1_000, largestAnswer }, origins: originsOf(place), signal, notice });
  const known = async (fetch: ReturnType<typeof asking>): Promise<Provider> => {
    if (!provider || realNow() - provider.at >= providerHoldsMs) provider = { value: await readProvider(fetch, place), at: realNow() };
    return provider.value;
  };
  const told = (error: unknown, stage: Stage): Error => {
    const mishap = nameMishap(error, stage);
    notice({ mishap });
    return failures[mishap.failure]({ cause: new Error(`login, ${stage}: ${mishap.code}`) });
  };
  const agreed = ({ returnUrl }: { readonly returnUrl: string }) => {
    if (place.returnUrls && !place.returnUrls.includes(returnUrl)) throw failures['return-address']();
  };

  return {
    start: async (begun, signal) => {
      agreed(begun);
      const { authorization_endpoint: page } = await known(asking(signal)).catch((error: unknown) => { throw told(error, 'before'); });
      return addressFor(page, place, flavour, begun);
    },
    finish: async ({ code, nonce, codeVerifier, returnUrl, iss }, outer) => {
      agreed({ returnUrl });
      // Who shows a code twice takes the tokens of the first away (RFC 6749, 4.1.2): of a button that was pressed twice neither would log in.
      if (underWay.has(code)) throw failures.refused();
      underWay.add(code);
      // One limit for the whole login: whoever waits for it must not give up while the code is on its way.
      const signal = AbortSignal.any([outer, AbortSignal.timeout(place.timeoutSeconds * 1_000)]);
      const fetch = asking(signal);
      let stage: Stage = 'before';
      let ours: Configured | undefined;
      try {
        const [client, found] = [await import('openid-client'), await known(fetch)];
        // An answer of somebody else, or of nobody where this service names itself: its code is shown to nobody (RFC 9207, 2.4).
        if (iss === undefined ? found.authorization_response_iss_parameter_supported : iss !== place.issuer) throw new NotAnswered(false, otherIssuer);
        if (!keys || realNow() - keys.at >= keysHoldMs) keys = { value: await readKeys(fetch, found), at: realNow() };
        ours = configure(client, { place, flavour, secret, provider: found, keys: keys.value, keysAgeMs: realNow() - keys.at, realNow, fetch });
        stage = 'exchange';
        const tokens = await ours.exchange({ code, codeVerifier, returnUrl });
        stage = 'after';
        const { claims } = tokens;
        if (typeof claims['nonce'] !== 'string' || !sameSecret(nonce, claims['nonce'])) throw failures.refused();
        const level = claims['acr'];
        if (flavour.levels.length > 0 && !(typeof level === 'string' && flavour.levels.includes(level))) throw failures['level-too-low']();
        return { level: typeof level === 'string' ? level : undefined, claims: await ours.personOf(tokens) };
      } catch (error) {
        throw isFailure(error) ? error : told(error, stage);
      } finally {
        underWay.delete(code);
        const newer = ours?.newerKeys();
        if (newer) keys = { value: newer, at: realNow() };
      }
    },
    close: () => agent.close(),
  };
}
