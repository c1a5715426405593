import { createPrivateKey, randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import type { LiveEnv } from '#services/kernel/connector.ts';
import { messagingFailures } from '../../messaging.port.ts';
import { assertionType, tokenAnswer } from '../../wire/e-box.ts';
import type { Came, EBoxLine } from './ask-e-box.ts';
import type { EBoxSettings } from './e-box-settings.ts';

export interface TokenDesk {
  /** A token that is still good for a while. @throws messaging.unavailable, messaging.not-let-in: nothing was published */
  readonly token: () => Promise<string>;
  /** It was not taken: another one is asked next time. */
  readonly drop: (token: string) => void;
}
interface Kept { readonly token: string; readonly until: number }
type TokenEnv = Pick<LiveEnv<EBoxSettings>, 'config' | 'secret' | 'realNow'>;

const assertionSeconds = 120;
/** So long before its end a token counts as gone: it is to last for the message that it is asked for. */
const marginMs = 60_000;

/** Keeps a token until shortly before it ends. Several who need one at once ask once. It is in memory only, and in no error. */
export function openTokenDesk(env: TokenEnv, line: EBoxLine, notice: (came: Came) => void = () => {}): TokenDesk {
  let kept: Kept | undefined;
  let asking: Promise<Kept> | undefined;
  const ask = (): Promise<Kept> => {
    asking ??= fetchToken(env, line, notice).then((got) => { kept = got; return got; }).finally(() => { asking = undefined; });
    return asking;
  };
  return {
    token: async () => (kept !== undefined && env.realNow() < kept.until ? kept : await ask()).token,
    drop: (token) => { if (kept?.token === token) kept = undefined; },
  };
}

async function fetchToken(env: TokenEnv, line: EBoxLine, notice: (came: Came) => void): Promise<Kept> {
  const { url, clientId, scope } = env.config.token;
  const begun = env.realNow();
  const form = new URLSearchParams({ grant_type: 'client_credentials', scope, client_id: clientId, client_assertion_type: assertionType, client_assertion: await assertionOf(env) });
  // Of its own patience, not of whoever came first: others wait for the same token.
  const came = await line.ask({ method: 'POST', url, headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: Buffer.from(form.toString()) }, new AbortController().signal);
  notice(came);
  const answer = came.kind === 'answer' && came.status === 200 ? tokenAnswer.safeParse(came.value) : undefined;
  if (answer?.success !== true) throw failureOf(came);
  const { access_token: token, expires_in: seconds = 0 } = answer.data;
  const lasts = seconds * 1_000;
  return { token, until: begun + lasts - Math.min(marginMs, lasts / 2) };
}

/** Who we are, signed with our key: for this authorization server only, for two minutes, once. @throws messaging.not-let-in where our key cannot be used */
async function assertionOf({ config: { token: { clientId, audience, privateKey, keyId } }, secret, realNow }: TokenEnv): Promise<string> {
  const pem = secret(privateKey);
  const now = Math.floor(realNow() / 1_000);
  try {
    return await new SignJWT({ jti: randomUUID() }).setProtectedHeader({ alg: 'RS256', typ: 'JWT', ...(keyId !== undefined && { kid: keyId }) })
      .setIssuer(clientId).setSubject(clientId).setAudience(audience).setIssuedAt(now).setExpirationTime(now + assertionSeconds).sign(createPrivateKey(pem));
  } catch {
    throw messagingFailures['not-let-in']({ cause: new Error('the key for the e-Box cannot be used') });
  }
}

/** HTTP 400 is how OAuth says that it does not know us, or not for this (RFC 6749, 5.2). Nothing was published whatever came. */
function failureOf(came: Came): Error {
  const refused = came.kind === 'answer' && [400, 401, 403].includes(came.status);
  const cause = new Error(`the token of the e-Box: ${came.kind === 'answer' ? `HTTP ${came.status}` : came.code}`);
  return messagingFailures[refused ? 'not-let-in' : 'unavailable']({ cause });
}
