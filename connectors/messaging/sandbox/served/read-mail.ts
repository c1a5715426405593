import PostalMime, { type Email } from 'postal-mime';
import type { z } from 'zod';
import { messaging } from '../../messaging.port.ts';
import { aboutDossier } from '../../wire/mail-headers.ts';

export interface ReadMail { readonly mail: z.output<typeof messaging.operations.sendEmail.input>; readonly key: string }

/** A mail as whoever receives it reads it, for the recipient of the envelope; undefined where something that we always write is missing. */
export async function readMail(raw: Uint8Array, to: string): Promise<ReadMail | undefined> {
  const email = await PostalMime.parse(raw, { maxNestingDepth: 16, maxHeadersSize: 256 * 1024 });
  const key = /^<([^@]+)@/.exec(email.messageId ?? '')?.[1];
  const mail = messaging.operations.sendEmail.input.safeParse({
    to, subject: email.subject ?? '', body: (email.text ?? '').replace(/\n$/, ''), language: header(email, 'content-language'), dossier: header(email, aboutDossier.toLowerCase()) ?? null,
  });
  return mail.success && key !== undefined ? { mail: mail.data, key } : undefined;
}

const header = ({ headers }: Email, name: string): string | undefined => headers.find(({ key }) => key === name)?.value;
