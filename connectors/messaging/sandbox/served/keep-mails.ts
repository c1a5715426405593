import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { z } from 'zod';
import { defineLever, type Lever } from '#services/kernel/connector.ts';

const attachment = z.object({ name: z.string(), mediaType: z.string(), content: z.base64() });
const asItCame = z.object({ source: z.string(), html: z.string().nullable(), attachments: z.array(attachment) });

export interface KeptMails {
  /** Keeps the very bytes under the number of the mail; the last ones where it came twice. */
  readonly keep: (key: string, raw: Uint8Array) => void;
  readonly lever: Lever;
}

/** Mails as they came over the wire, for people who want to see more than what they say. Only what can be a number of ours becomes the name of a file. */
export function keptMails(folder: string): KeptMails {
  const mails = join(folder, 'mails');
  const fileOf = (key: string) => join(mails, `${key}.eml`);
  return {
    keep: (key, raw) => {
      if (!z.uuid().safeParse(key).success) return;
      mkdirSync(mails, { recursive: true });
      writeFileSync(fileOf(key), raw);
    },
    lever: {
      ...defineLever('A mail as it came: its source, formatted text and attachments; null where there is none.', z.strictObject({ messageId: z.uuid() }), z.object({ mail: asItCame.nullable() }), async ({ messageId }) => (
        { mail: existsSync(fileOf(messageId)) ? await readParts(readFileSync(fileOf(messageId))) : null }
      )),
      looksOnly: true,
    },
  };
}

async function readParts(raw: Buffer): Promise<z.input<typeof asItCame>> {
  const { html, attachments } = await PostalMime.parse(raw, { attachmentEncoding: 'base64', maxNestingDepth: 16, maxHeadersSize: 256 * 1024 });
  return {
    source: raw.toString('utf8'), html: html ?? null,
    attachments: attachments.map(({ filename, mimeType, content }) => ({ name: filename ?? '', mediaType: mimeType, content: typeof content === 'string' ? content : Buffer.from(new Uint8Array(content)).toString('base64') })),
  };
}
