import type { NodemailerError } from 'nodemailer/lib/errors';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { ReadSecret } from '#services/kernel/secret.ts';
import { domainOf } from './compose-mail.ts';
import type { EmailSettings } from './email-settings.ts';
import type { Broken } from './judge-smtp.ts';

export interface SmtpEnv { readonly config: EmailSettings; readonly secret: ReadSecret }

/** Greets the server, encrypts where that is demanded, and logs in. `during` has the connection until it is done; then it is left, whatever happened. */
export async function withSmtp<T>({ config, secret }: SmtpEnv, signal: AbortSignal, during: (connection: SMTPConnection) => Promise<T>): Promise<T> {
  const { host, port, tls, trustRoots, login, ourName, from, timeoutSeconds } = config;
  const patience = timeoutSeconds * 1_000;
  const connection = new SMTPConnection({
    host, port, name: ourName ?? domainOf(from.address), secure: tls === 'implicit', requireTLS: tls === 'starttls', ignoreTLS: tls === 'none',
    connectionTimeout: patience, greetingTimeout: patience, socketTimeout: patience, dnsTimeout: patience, maxResponseSize: 64 * 1024, socketCloseTimeout: 0,
    tls: { minVersion: 'TLSv1.2', ...(trustRoots !== undefined && { ca: secret(trustRoots) }) },
  });
  const { promise: gone, reject } = Promise.withResolvers<never>();
  gone.catch(() => undefined);
  const abort = () => { reject(new Error('nobody waits any more')); connection.close(); };
  connection.on('error', reject);
  signal.addEventListener('abort', abort, { once: true });
  if (signal.aborted) abort();
  try {
    const work = async (): Promise<T> => {
      await done((callback) => connection.connect((error) => callback(error ?? null)));
      if (login) await done((callback) => connection.login({ user: login.user, pass: secret(login.password) }, callback));
      return during(connection);
    };
    const result = await Promise.race([work(), gone]);
    // Taking leave is manners: whether the server answers changes nothing any more.
    connection.quit();
    return result;
  } catch (error) {
    connection.close();
    throw error;
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

function done(ask: (callback: (error: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => { ask((error) => { if (error) reject(error); else resolve(); }); });
}

/** What an error of the library says, without the words of the server: those name the address. */
export function brokenBy(error: unknown, handedOver: boolean): Broken & { readonly code: string } {
  const { code = 'none', command = 'CONN', responseCode, response = '' } = (error ?? {}) as Partial<NodemailerError>;
  const enhanced = /^\d{3}[ -](?<status>[245]\.\d{1,3}\.\d{1,3})\b/.exec(typeof response === 'string' ? response : '')?.groups?.['status'];
  return { handedOver, code, command: commandOf(command), reply: responseCode, enhanced, tooLarge: code === 'EMESSAGE' && responseCode === undefined && !handedOver };
}

function commandOf(command: string): Broken['command'] {
  const known = ['EHLO', 'STARTTLS', 'AUTH', 'MAIL FROM', 'RCPT TO', 'DATA'] as const;
  return known.find((name) => command.startsWith(name)) ?? 'CONN';
}
