import { messaging } from '#connectors/messaging/messaging.port.ts';
import { html, type Markup } from '#services/kernel/html.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { defineConsolePage, type ConsoleCtx } from './console-page.ts';
import { consoleTexts } from './console-texts.ts';
import { mailParts } from './mail-parts.ts';
import { mailTexts } from './mail-texts.ts';
import { titleOf } from './mailbox.page.ts';
import { messagesOf, type Received } from './messages.ts';
import { notFound } from './not-found.ts';
import { link, linked, moment } from './pieces.ts';

/** One message as the citizen has it. What it says is text here, whatever it holds; its web addresses can be followed. */
export const messagePage = defineConsolePage({
  path: '/mailbox/{nis}/{place}', name: 'console-message',
  show: async (ctx) => {
    const { language, path, address } = ctx;
    const say = sayIn(mailTexts, language);
    const town = ctx.towns.find(({ nis }) => nis === path['nis']);
    const message = town && (await messagesOf(ctx, town)).find(({ place }) => place === path['place']);
    if (!message) return notFound(language);
    const { to, at, medium, body, stands, link: code } = message;
    const title = titleOf(message);
    return {
      title,
      body: html`<p class="utrecht-paragraph">${link(address('/mailbox'), sayIn(consoleTexts, language)('mailbox'))}</p>
<h1 class="utrecht-heading-1" lang="${message.language}">${title}</h1>
<dl><dt>${say('by')}</dt><dd>${say(medium)}</dd><dt>${say('to')}</dt><dd>${link(address(`/mailbox?find=${encodeURIComponent(to)}`), to)}</dd><dt>${say('when')}</dt><dd>${moment(at, language)}</dd><dt>${say('town')}</dt><dd>${message.town.name}</dd>
${stands.length > 0 && html`<dt>${say('callStands')}</dt><dd lang="en">${stands.join(', ')}</dd>`}</dl>
<div class="eid-message" lang="${message.language}">${linked(body)}</div>
${code !== null && html`<p class="utrecht-paragraph">${say('qrCode')} ${linked(code)}</p>`}
${document(ctx, message)}
${await mailParts(ctx, message)}`,
    };
  },
});

/** A letter as it is printed, or as it lies in the e-Box: served beside the wire of the print shop. */
function document({ outsideUrl, language }: ConsoleCtx, { town, medium, messageId }: Received): Markup | null {
  const folder = medium === 'letter' ? 'letters' : medium === 'e-box' ? 'documents' : undefined;
  const served = town.systems.some(({ port, served: atWire }) => port === messaging.id && atWire);
  if (folder === undefined || outsideUrl === undefined || !served || messageId === null) return null;
  return html`<p class="utrecht-paragraph">${link(`${outsideUrl}/${town.id}/${messaging.id}/${folder}/${encodeURIComponent(messageId)}.pdf`, sayIn(mailTexts, language)('pdf'))}</p>`;
}
