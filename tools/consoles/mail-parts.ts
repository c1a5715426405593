import { z } from 'zod';
import { messaging } from '#connectors/messaging/messaging.port.ts';
import { html, type Markup } from '#services/kernel/html.ts';
import { sayIn } from '#services/kernel/texts.ts';
import type { ConsoleCtx, HandedFile } from './console-page.ts';
import { mailTexts } from './mail-texts.ts';
import type { Received } from './messages.ts';
import { link } from './pieces.ts';

const mail = z.object({ source: z.string(), html: z.string().nullable(), attachments: z.array(z.object({ name: z.string(), mediaType: z.string(), content: z.base64() })) });
type Mail = z.output<typeof mail>;

/** A mail as it came; nothing of another medium, and where no mail server is served. */
async function asItCame({ levers, pull }: Pick<ConsoleCtx, 'levers' | 'pull'>, { town: { nis }, medium, messageId }: Received): Promise<Mail | null> {
  if (medium !== 'email' || !(await levers()).some((one) => one.nis === nis && one.port === messaging.id && one.lever === 'mail')) return null;
  return z.object({ mail: mail.nullable() }).parse(await pull(nis, messaging.id, 'mail', { messageId })).mail;
}

/**
 * How the mail arrived: its formatted text in a frame that has no script, no origin, no form and no way to anywhere (`sandbox`, and the policy of the page around
 * it), its attachments, its source as text.
 */
export async function mailParts(ctx: ConsoleCtx, message: Received): Promise<Markup | null> {
  const found = await asItCame(ctx, message);
  if (!found) return null;
  const say = sayIn(mailTexts, ctx.language);
  const at = (index: number) => ctx.address(`/mailbox/${message.town.nis}/${message.place}/attachments/${index}`);
  return html`<h2 class="utrecht-heading-2">${say('asReceived')}</h2>
${found.html !== null && html`<p class="utrecht-paragraph" id="formatted">${say('htmlPart')}</p><iframe class="eid-mail" sandbox="" aria-labelledby="formatted" title="${say('htmlPart')}" srcdoc="${found.html}"></iframe>`}
${found.attachments.length > 0 && html`<h3 class="utrecht-heading-3">${say('attachments')}</h3><ul class="utrecht-unordered-list">${found.attachments.map(({ name }, index) => html`<li>${link(at(index), name === '' ? `${index + 1}` : name)}</li>`)}</ul>`}
<details class="eid-lever"><summary>${say('source')}</summary><pre tabindex="0">${found.source}</pre></details>`;
}

/** An attachment to save, whatever it says that it is; a PDF is shown by the browser, which gives it no page of ours. */
export async function attachmentOf(ctx: ConsoleCtx, message: Received, index: number): Promise<HandedFile | undefined> {
  const found = (await asItCame(ctx, message))?.attachments[index];
  if (!found) return undefined;
  const isPdf = found.mediaType === 'application/pdf';
  return { mediaType: isPdf ? 'application/pdf' : 'application/octet-stream', bytes: Buffer.from(found.content, 'base64'), fileName: found.name, shown: isPdf };
}
