import PostalMime, { type Attachment, type Email } from 'postal-mime';
import { z } from 'zod';
import { numbersIn } from '../../wire/bounce-address.ts';

/** What a mail server, or the program of a reader, reports on one mail of ours. */
export interface MailReport { readonly messageId: string; readonly status: 'delivered' | 'read' | 'failed'; /** Enhanced status code, such as `5.1.1`. */ readonly reason: string | null; /** When it was written, as it says itself; null where it says no moment. */ readonly at: number | null }

const limits = { forceRfc822Attachments: true, maxNestingDepth: 16, maxHeadersSize: 256 * 1024, maxRfc822NestingDepth: 0 } as const;
const uuid = z.uuid();
/** A report stands before the mail that it returns. What comes after is left alone: anybody may write to the address for bounces, and of a long text the reader would make work for seconds. */
const mostBytes = 64 * 1024;

/**
 * Reads a delivery status notification (RFC 3464) or a disposition notification (RFC 8098). Anything else that comes to the address for bounces (an automatic
 * answer, a delay, advertising) tells nothing: undefined. So does a report that came to no address with a seal of ours (by `addressKey`), or names more than one message.
 */
export async function readBounce(raw: Uint8Array, addressKey: string): Promise<MailReport | undefined> {
  const email = await PostalMime.parse(raw.subarray(0, mostBytes), limits).catch(() => undefined);
  if (!email || !/^multipart\/report\b/i.test(header(email, 'content-type'))) return undefined;
  const delivery = part(email, 'message/delivery-status');
  const disposition = part(email, 'message/disposition-notification');
  const said = delivery !== undefined ? deliveryIn(delivery) : dispositionIn(disposition ?? '');
  const messageId = said && numberIn(email, delivery ?? disposition ?? '', addressKey);
  return messageId === undefined || said === undefined ? undefined : { messageId, ...said, at: writtenAt(email) };
}

/** The one recipient of ours comes in a group of fields of its own, after those of the message. */
function deliveryIn(text: string): Pick<MailReport, 'status' | 'reason'> | undefined {
  const actions = [...fields(text, 'action')].map((action) => action.toLowerCase());
  const [code = null] = fields(text, 'status').flatMap((status) => /^[245]\.\d{1,3}\.\d{1,3}(?=\s|$|\()/.exec(status) ?? []);
  if (actions.includes('failed')) return { status: 'failed', reason: code };
  return actions.length > 0 && actions.every((action) => action === 'delivered') ? { status: 'delivered', reason: null } : undefined;
}

function dispositionIn(text: string): Pick<MailReport, 'status' | 'reason'> | undefined {
  return fields(text, 'disposition').some((disposition) => /;\s*displayed\b/i.test(disposition)) ? { status: 'read', reason: null } : undefined;
}

/**
 * Our number, in the address that it was sent to: anybody may write there, so it counts under our seal only. Wherever else there is one, in the envelope's id and in the Message-ID of
 * what is returned, it is the same: whoever got one mail knows its address, and could otherwise put it beside the number of somebody else's. What has not the form of a number of ours
 * says nothing, for a relay may give a mail another Message-ID.
 */
function numberIn(email: Email, report: string, addressKey: string): string | undefined {
  const returned = `${part(email, 'message/rfc822') ?? ''}\n${part(email, 'text/rfc822-headers') ?? ''}`.slice(0, limits.maxHeadersSize);
  const envelope = fields(report, 'original-envelope-id').map((id) => id.trim());
  const addresses = ['to', 'delivered-to', 'x-original-to'].flatMap((name) => numbersIn(header(email, name), addressKey));
  const sealed = addresses.filter((id) => id !== false);
  if (sealed.length === 0 || sealed.length < addresses.length) return undefined;
  const messages = [...fields(report, 'original-message-id'), ...fields(returned, 'message-id')].map((id) => /<([0-9a-f-]{36})@/i.exec(id)?.[1]);
  const named = new Set([...envelope, ...sealed, ...messages].flatMap((id) => (uuid.safeParse(id).success ? id?.toLowerCase() : undefined) ?? []));
  return named.size === 1 ? [...named][0] : undefined;
}

function writtenAt(email: Email): number | null {
  const at = Date.parse(header(email, 'date'));
  return Number.isNaN(at) ? null : at;
}

const header = ({ headers }: Email, name: string): string => headers.find(({ key }) => key === name)?.value ?? '';

function part({ attachments }: Email, type: string): string | undefined {
  const found = attachments.find(({ mimeType }) => mimeType === type);
  return found && textOf(found);
}

function textOf({ content }: Attachment): string {
  return typeof content === 'string' ? content : Buffer.from(content instanceof ArrayBuffer ? new Uint8Array(content) : content).toString('utf8');
}

/** Fields by name, with their folded lines. */
function fields(text: string, name: string): string[] {
  return text.replaceAll(/\r?\n[ \t]+/g, ' ').split(/\r?\n/).filter((line) => line.toLowerCase().startsWith(`${name}:`)).map((line) => line.slice(name.length + 1).trim());
}
