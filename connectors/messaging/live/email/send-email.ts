import { Readable } from 'node:stream';
import type { LiveEnv } from '#services/kernel/connector.ts';
import { isFailure } from '#services/kernel/failure.ts';
import type { OutwardCall } from '#services/kernel/port.ts';
import { messagingFailures } from '../../messaging.port.ts';
import { composeMail, type Mail, type Written } from './compose-mail.ts';
import type { EmailSettings } from './email-settings.ts';
import { judgeSmtp } from './judge-smtp.ts';
import { brokenBy, withSmtp } from './open-smtp.ts';

type EmailEnv = Pick<LiveEnv<EmailSettings>, 'config' | 'secret' | 'realNow'>;

/** One mail over one connection: no queue of a library between us and the server, so that we know what left this machine. */
export async function sendEmail(env: EmailEnv, mail: Mail, { key, signal }: Pick<OutwardCall, 'key' | 'signal'>): Promise<{ messageId: string }> {
  const written = await composeMail(mail, key, env);
  let handedOver = false;
  try {
    await withSmtp(env, signal, (connection) => new Promise<void>((resolve, reject) => {
      connection.send(envelopeOf(written, key), readAllThen(written.bytes, () => { handedOver = true; }), (error) => { if (error) reject(error); else resolve(); });
    }));
  } catch (error) {
    if (isFailure(error)) throw error;
    const broken = brokenBy(error, handedOver);
    const { command, reply, enhanced, code } = broken;
    throw messagingFailures[judgeSmtp(broken)]({ cause: new Error(`SMTP ${command}: ${[reply, enhanced, code].filter((part) => part !== undefined).join(' ')}${handedOver ? ', after the message' : ''}`) });
  }
  return { messageId: key };
}

function envelopeOf({ from, to, bytes }: Written, key: string) {
  // Where the server knows RFC 3461: a bounce names our key, brings the headers only, and a delay tells nobody anything.
  return { from, to, size: bytes.length, dsn: { envid: key, ret: 'HDRS', notify: ['FAILURE'] } };
}

/** The library sends the final dot once this stream has ended: whatever is not asked for all of it cannot have been taken. */
function readAllThen(bytes: Buffer, last: () => void): Readable {
  return Readable.from((function* parts() {
    yield bytes;
    last();
  })(), { objectMode: false });
}
