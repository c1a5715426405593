import { judgeExpiry } from '#services/wire-kit/judge-expiry.ts';
import type { Finding, LiveEnv } from '#services/kernel/connector.ts';
import { isFailure } from '#services/kernel/failure.ts';
import { openEBoxLine, type Came } from './ask-e-box.ts';
import type { EBoxSettings } from './e-box-settings.ts';
import { openTokenDesk } from './fetch-token.ts';

/** Asks for a token; publishes nothing, so that nobody gets a message of a check. */
export async function checkEBox(env: Pick<LiveEnv<EBoxSettings>, 'config' | 'secret' | 'realNow'>): Promise<readonly Finding[]> {
  const { config, secret, realNow } = env;
  const at = config.token.url;
  const unreadable = [config.token.privateKey, config.trustRoots].find((reference) => reference !== undefined && !readable(reference, secret));
  if (unreadable !== undefined) return [{ what: 'credentials', ok: false, says: `Nothing can be read at ${unreadable}, which the settings of the e-Box name: put it there.` }];
  let came: Came | undefined;
  const line = openEBoxLine(at, config, secret);
  const failure: unknown = await openTokenDesk(env, line, (seen) => { came = seen; }).token().then(() => undefined, (error: unknown) => error);
  line.close();
  const validTo = came?.kind === 'answer' ? came.validTo : undefined;
  const expiry = validTo === undefined ? [] : [judgeExpiry('The certificate of the authorization server of the e-Box', validTo, realNow())];
  if (failure === undefined) return [{ what: 'credentials', ok: true, says: `The authorization server of the e-Box gives us a token at ${at}; nothing was published.` }, ...expiry];
  const why = came === undefined ? '' : ` (${came.kind === 'answer' ? `HTTP ${came.status}` : came.code})`;
  if (came === undefined) return [{ what: 'credentials', ok: false, says: `The key at ${config.token.privateKey} is no RSA key (PEM) of 2048 bits or more that can sign: put one there, and have it registered.` }];
  if (isFailure(failure, 'messaging.not-let-in')) return [{ what: 'credentials', ok: false, says: `The authorization server of the e-Box gives us no token${why}: have clientId, certificate and scope looked at, and compare audience.` }, ...expiry];
  return [{ what: 'reachability', ok: false, says: `The authorization server of the e-Box does not answer as agreed at ${at}${why}: look at the address, the firewall and trustRoots.` }, ...expiry];
}

function readable(reference: string, secret: (reference: string) => string): boolean {
  try {
    return secret(reference) !== '';
  } catch {
    return false;
  }
}
