import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { keptSecret } from '#connectors/rest-kit/kept-secret.ts';

/** The version of the Graph API that is served; any other one has been withdrawn. */
export const graphVersion = 'v25.0';

/** Where the sandbox of WhatsApp keeps what both sides must know. */
export const whatsappPlaces = (folder: string) => ({ accessToken: join(folder, 'whatsapp-token'), appSecret: join(folder, 'whatsapp-app-secret'), verifyToken: join(folder, 'whatsapp-verify-token'), templates: join(folder, 'whatsapp-templates.json') });

/** The ids of this municipality at Meta: its own, made once. */
export function whatsappIds(folder: string): { readonly phoneNumberId: string; readonly accountId: string } {
  const digits = BigInt(`0x${createHash('sha256').update(keptSecret(join(folder, 'whatsapp-number'))).digest('hex')}`).toString();
  return { phoneNumberId: `1${digits.slice(0, 14)}`, accountId: `2${digits.slice(14, 28)}` };
}

/** What Meta calls a message of the books. */
export const wamidOf = (messageId: string): string => `wamid.${Buffer.from(messageId, 'utf8').toString('base64')}`;
