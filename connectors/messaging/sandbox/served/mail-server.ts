import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import { isFailure } from '#services/kernel/failure.ts';
import type { OutwardCall, PortImplementation } from '#services/kernel/port.ts';
import type { messaging } from '../../messaging.port.ts';
import { readMail } from './read-mail.ts';

export interface MailServer { readonly close: () => Promise<void> }
interface MailServerOptions {
  readonly side: PortImplementation<typeof messaging>;
  readonly key: string; readonly certificate: string; readonly user: string; readonly password: string;
  /** The port is kept here, so that whoever was told it finds it again after a restart. */
  readonly portFile: string;
  /** Keeps what came, under the number of the mail. */
  readonly keep: (key: string, raw: Uint8Array) => void;
}

const largest = 1024 * 1024;
const answers: Readonly<Record<string, [number, string]>> = {
  'messaging.unavailable': [451, '4.3.0 Not now'], 'messaging.address-refused': [550, '5.1.1 Nobody of that name'], 'messaging.not-taken': [554, '5.6.0 Not this message'],
};

/** A mail server on this machine only: encrypted or nothing, a password, and the faults of the sandbox in its own words. */
export async function openMailServer({ side, key, certificate: cert, user, password, portFile, keep }: MailServerOptions): Promise<MailServer> {
  const server = new SMTPServer({
    key, cert, size: largest, disableReverseLookup: true, hideDSN: false, authMethods: ['PLAIN', 'LOGIN'], banner: 'sandbox', closeTimeout: 1, minVersion: 'TLSv1.2',
    onAuth: (auth, _session, callback) => {
      if (auth.username === user && auth.password === password) callback(null, { user });
      else callback(replying(535, '5.7.8 Not this user or password'));
    },
    onData: (stream, session, callback) => {
      void (async () => {
        try {
          const parts: Buffer[] = [];
          for await (const part of stream as AsyncIterable<Buffer>) parts.push(part);
          if (stream.sizeExceeded) throw replying(552, '5.3.4 Too large');
          callback(null, `queued as ${await accept({ side, keep }, Buffer.concat(parts), session)}`);
        } catch (error) {
          if (isFailure(error, 'messaging.no-answer')) cut(server, session);
          else callback(replyTo(error));
        }
      })();
    },
  });
  // A connection that breaks off is the other side's affair.
  server.on('error', () => {});
  writeFileSync(portFile, String(await listen(server, existsSync(portFile) ? Number(readFileSync(portFile, 'utf8')) : 0)));
  return { close: () => new Promise((resolve) => { server.close(() => resolve()); }) };
}

function replyTo(error: unknown): Error {
  if (error instanceof Error && 'responseCode' in error) return error;
  const [code, text] = (isFailure(error) ? answers[error.type] : undefined) ?? [451, '4.3.0 Something broke'];
  return replying(code, text);
}

async function accept({ side, keep }: Pick<MailServerOptions, 'side' | 'keep'>, raw: Buffer, { envelope }: SMTPServerSession): Promise<string> {
  const [to, ...others] = envelope.rcptTo.map(({ address }) => address);
  if (to === undefined || others.length > 0) throw replying(554, '5.5.0 One recipient at a time');
  const read = await readMail(raw, to);
  if (!read) throw replying(554, '5.6.0 A mail without what was agreed');
  const call: OutwardCall = { key: read.key, actor: 'mail', dossier: read.mail.dossier, traceId: '', signal: new AbortController().signal, sealed: () => Promise.reject(new Error('nothing is sealed in a mail')) };
  // Also what is refused then, or taken without an answer: nobody is shown it who does not find it in the books.
  keep(read.key, raw);
  return (await side.sendEmail(read.mail, call)).messageId;
}

/** As a server that stops between taking a mail and saying so. */
function cut(server: SMTPServer, { id }: SMTPServerSession): void {
  for (const connection of server.connections) if (connection.session.id === id) connection._socket?.destroy();
}

function replying(responseCode: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode });
}

async function listen(server: SMTPServer, port: number): Promise<number> {
  const { server: sockets } = server;
  try {
    sockets.listen(port, '127.0.0.1');
    await once(sockets, 'listening');
  } catch (error) {
    // Somebody else has it now.
    if (port === 0) throw error;
    return listen(server, 0);
  }
  const address = sockets.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}
