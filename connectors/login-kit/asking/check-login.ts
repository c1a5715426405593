import { createPrivateKey } from 'node:crypto';
import { judgeExpiry } from '#services/wire-kit/judge-expiry.ts';
import type { Finding, LiveEnv } from '#services/kernel/connector.ts';
import { isFailure } from '#services/kernel/failure.ts';
import { newLoginSecrets, codeChallengeOf } from '#services/kernel/login-secrets.ts';
import type { decryptionKey, LoginPlace } from './login-place.ts';
import type { Login, Noticed } from './open-login.ts';
import type { z } from 'zod';

type Settings = LoginPlace & { readonly decryption?: z.output<typeof decryptionKey> };
const withinMs = 9_000;

/** Looks at our keys, then begins a login and shows a code that was never given: who refuses the code has taken our credentials, and nothing was changed. */
export async function checkLogin(env: LiveEnv<Settings>, open: (notice: (noticed: Noticed) => void) => Login): Promise<readonly Finding[]> {
  const own = lookAtOwn(env);
  if (own.length > 0) return own;
  const { issuer, returnUrls } = env.config;
  const noticed: Noticed[] = [];
  const login = open((seen) => { noticed.push(seen); });
  const secrets = newLoginSecrets();
  const returnUrl = returnUrls?.[0] ?? `${issuer}/check`;
  const finding = (what: Finding['what'], ok: boolean, says: string): Finding => ({ what, ok, says });
  try {
    await login.start({ ...secrets, returnUrl, codeChallenge: codeChallengeOf(secrets) }, AbortSignal.timeout(withinMs));
    const failure: unknown = await login.finish({ ...secrets, returnUrl, iss: issuer, code: 'connector-check' }, AbortSignal.timeout(withinMs)).then(() => undefined, (error: unknown) => error);
    const theirs = noticed.find(({ validTo }) => validTo !== undefined)?.validTo;
    return [finding('reachability', true, `The login service answers at ${issuer}.`), finding('credentials', ...credentials(failure, noticed)), ...(theirs === undefined ? [] : [judgeExpiry("The login service's certificate", theirs, env.realNow())])];
  } catch (error) {
    if (!isFailure(error)) throw error;
    const code = codeIn(noticed);
    return [finding('reachability', false, error.data.retry === 'safe' ? `The login service does not answer at ${issuer}${code}: look at the address and the firewall.`
      : `What answers at ${issuer} is not the login service that was agreed${code}: look at issuer and alsoAt.`)];
  } finally {
    login.close();
  }
}

const codeIn = (noticed: readonly Noticed[]): string => {
  const code = noticed.find(({ mishap }) => mishap)?.mishap?.code;
  return code === undefined ? '' : ` (${code})`;
};

function credentials(failure: unknown, noticed: readonly Noticed[]): [boolean, string] {
  const [type = ''] = isFailure(failure) ? [failure.type.slice(failure.type.indexOf('.') + 1)] : [];
  if (type === 'refused') return [true, 'The login service takes our credentials.'];
  if (type === 'credentials-refused') return [false, `The login service does not take our credentials${codeIn(noticed)}: let it register our key or secret, under this clientId.`];
  return [false, `The login service answered something else than was agreed${codeIn(noticed)}: compare how we are registered there with our settings.`];
}

/** Whether what we prove ourselves with can be read. */
function lookAtOwn({ config, secret }: LiveEnv<Settings>): Finding[] {
  const { authentication, decryption, trustRoots } = config;
  const keys = [...(authentication.kind === 'private-key' ? [authentication.privateKey] : []), ...(decryption ? [decryption.privateKey] : [])];
  const others = [...(authentication.kind === 'private-key' ? [] : [authentication.secret]), ...(trustRoots === undefined ? [] : [trustRoots])];
  return [...keys, ...others].flatMap((reference) => {
    try {
      const text = secret(reference);
      if (!keys.includes(reference) || createPrivateKey(text).asymmetricKeyType === 'rsa') return [];
      return [{ what: 'credentials', ok: false, says: `The key at ${reference} is no RSA key: put one there, and register it.` }];
    } catch {
      return [{ what: 'credentials', ok: false, says: `Nothing that can be used stands at ${reference}: put it there.` }];
    }
  });
}
