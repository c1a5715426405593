import { TLSSocket } from 'node:tls';
import { judgeExpiry } from '#services/wire-kit/judge-expiry.ts';
import type { Finding, LiveEnv } from '#services/kernel/connector.ts';
import { createPrivateKey } from 'node:crypto';
import type { EmailSettings } from './email-settings.ts';
import { brokenBy, withSmtp } from './open-smtp.ts';

type EmailEnv = Pick<LiveEnv<EmailSettings>, 'config' | 'secret' | 'realNow'>;

/** Greets the mail server and logs in; sends nothing. */
export async function checkEmail(env: EmailEnv): Promise<readonly Finding[]> {
  const { config, secret, realNow } = env;
  const at = `${config.host}:${config.port}`;
  const unreadable = [config.trustRoots, config.login?.password, config.dkim?.privateKey, config.bounces?.credentials.password, config.bounces?.addressKey].find((reference) => reference !== undefined && !readable(reference, secret));
  if (unreadable !== undefined) return [{ what: 'credentials', ok: false, says: `Nothing can be read at ${unreadable}, which the settings of e-mail name: put it there.` }];
  if (config.bounces && secret(config.bounces.addressKey).length < 32) return [{ what: 'credentials', ok: false, says: `What stands at ${config.bounces.addressKey} can be guessed: it takes at least 32 characters by chance.` }];
  const key = config.dkim && !isPrivateKey(secret(config.dkim.privateKey)) ? [{ what: 'credentials', ok: false, says: 'The DKIM key is no private key (PEM) that can be read.' } as const] : [];
  try {
    const validTo = await withSmtp(env, AbortSignal.timeout(config.timeoutSeconds * 1_000), async ({ _socket: socket }) => (socket instanceof TLSSocket ? Date.parse(socket.getPeerCertificate().valid_to) : undefined));
    return [
      { what: 'reachability', ok: true, says: `The mail server answers at ${at}.` }, { what: 'credentials', ok: true, says: config.login ? 'The mail server lets us in.' : 'The mail server asks for no password.' },
      ...(validTo === undefined ? [] : [judgeExpiry('The certificate of the mail server', validTo, realNow())]), ...key,
    ];
  } catch (error) {
    const { command, code, reply } = brokenBy(error, false);
    if (command === 'AUTH') return [{ what: 'reachability', ok: true, says: `The mail server answers at ${at}.` }, { what: 'credentials', ok: false, says: `The mail server does not let us in (${reply ?? code}): look at user and password.` }, ...key];
    const encrypted = command === 'STARTTLS' || code === 'ETLS' || command === 'EHLO';
    return [{ what: 'reachability', ok: false, says: encrypted ? `No encrypted connection with the mail server at ${at} (${reply ?? code}): look at its certificate, at trustRoots, and whether it offers STARTTLS.` : `The mail server does not answer at ${at} (${reply ?? code}): look at the address, the firewall and the certificate.` }, ...key];
  }
}

function readable(reference: string, secret: (reference: string) => string): boolean {
  try {
    return secret(reference) !== '';
  } catch {
    return false;
  }
}

function isPrivateKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).type === 'private';
  } catch {
    return false;
  }
}
