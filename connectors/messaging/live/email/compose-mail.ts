import { createTransport } from 'nodemailer';
import { encodeWord } from 'nodemailer/lib/mime-funcs';
import type { z } from 'zod';
import type { ReadSecret } from '#services/kernel/secret.ts';
import { messagingFailures, type messaging } from '../../messaging.port.ts';
import { demandPlainText } from '../demand-plain-text.ts';
import { bounceAddress } from '../../wire/bounce-address.ts';
import { aboutDossier } from '../../wire/mail-headers.ts';
import type { EmailSettings } from './email-settings.ts';

export type Mail = z.output<typeof messaging.operations.sendEmail.input>;
export interface Written { readonly bytes: Buffer; readonly from: string; readonly to: string }

/** Far above any text of ours: what is larger is a mistake. */
const largest = 512 * 1024;

/**
 * One mail as it goes over the wire: plain text in UTF-8, every line short, signed where a key is set. Its Message-ID and its envelope sender are made of our key: a
 * repeat carries the same ones, so that a mail server or a mailbox that drops copies can, and a bounce says what it is about.
 */
export async function composeMail({ to, subject, body, language, dossier }: Mail, key: string, { config, secret, realNow }: { config: EmailSettings; secret: ReadSecret; realNow: () => number }): Promise<Written> {
  demandPlainText({ subject, to }, { body });
  const { from, replyTo, bounces, dkim } = config;
  const writer = createTransport({
    streamTransport: true, buffer: true, newline: 'windows',
    ...(dkim && { dkim: { domainName: dkim.domain, keySelector: dkim.selector, privateKey: secret(dkim.privateKey) } }),
  });
  const { message } = await writer.sendMail({
    from, to: { name: '', address: to }, ...(replyTo !== undefined && { replyTo }), subject: asWritten(subject), text: body.replaceAll(/\r\n?/g, '\n'), textEncoding: 'quoted-printable',
    messageId: `<${key}@${domainOf(from.address)}>`, date: new Date(realNow()), disableFileAccess: true, disableUrlAccess: true,
    headers: {
      // RFC 3834: no machine answers a machine.
      'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All', 'Content-Language': language, ...(dossier !== null && { [aboutDossier]: dossier }),
    },
  });
  if (!Buffer.isBuffer(message)) throw new Error('a mail is written whole, not as a stream');
  if (message.length > largest) throw messagingFailures['text-unfit']({ issues: [{ in: 'body', name: 'body', detail: `a mail has at most ${largest} bytes` }] });
  return { bytes: message, from: bounces ? bounceAddress(bounces.address, key, secret(bounces.addressKey)) : from.address, to };
}

/** What looks like an encoded word (RFC 2047) would be decoded where it is read, and say something else. */
const asWritten = (subject: string): string => (subject.includes('=?') ? encodeWord(subject, 'Q', 52) : subject);

export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1);
