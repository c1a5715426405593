import type { LiveEnv } from '#services/kernel/connector.ts';
import { messagingFailures, type messaging } from '../../messaging.port.ts';
import { eBoxLanguages, type EBoxLanguage, type MessageToPublish } from '../../wire/e-box.ts';
import type { z } from 'zod';
import { demandPlainText } from '../demand-plain-text.ts';
import { letterSettings } from '../letters/letter-settings.ts';
import { printLetter } from '../letters/print-letter.ts';
import type { EBoxSettings } from './e-box-settings.ts';

export type EBoxMessage = z.output<typeof messaging.operations.sendEBox.input>;

/** What the citizen sees as the title of the document: an e-Box has no other one. */
const fileNames: Readonly<Record<EBoxLanguage, string>> = { nl: 'Brief.pdf', fr: 'Lettre.pdf', de: 'Brief.pdf' };
const file = 'upfile1';
const window = letterSettings.shape.window.parse(undefined);

/** A letter in digital form: the text for who reads on a screen or listens, and the same letter as PDF, which counts as the message. No postal address: nobody has to find a house. */
export async function composePublication(message: EBoxMessage, key: string, { config, now }: Pick<LiveEnv<EBoxSettings>, 'config' | 'now'>): Promise<{ readonly type: string; readonly body: Uint8Array }> {
  const { to, subject, body } = message;
  demandPlainText({ subject, 'to.name': to.name }, { body });
  const language = eBoxLanguages.find((one) => one === message.language);
  if (language === undefined) throw messagingFailures['text-unfit']({ issues: [{ in: 'body', name: 'language', detail: `an e-Box speaks ${eBoxLanguages.join(', ')}` }] });
  const { pdf } = await printLetter({ ...message, to: { name: to.name, address: null } }, key, { sender: config.sender, window }, now());
  const { senderApplicationId, messageTypeId, senderOrganizationId, referenceKey } = config;
  const about: MessageToPublish = {
    recipient: { eboxType: 'citizen', eboxIdValue: to.insz }, subject: { [language]: subject }, senderApplicationId, messageTypeId, senderOrganizationId,
    attachments: [{ httpPartName: file, mainContent: true, attachmentSigned: false }], bodyContent: { [language]: body }, bodyMainContent: false, replyAuthorized: false,
    ...(referenceKey !== undefined && { businessDataList: [{ key: referenceKey, values: [{ [language]: key }] }] }),
  };
  return written(about, pdf, fileNames[language]);
}

/** Multipart as every browser writes it; names and quotes are the library's business (RFC 7578). */
async function written(about: MessageToPublish, pdf: Uint8Array, fileName: string): Promise<{ type: string; body: Uint8Array }> {
  const form = new FormData();
  form.append('messageToPublish', JSON.stringify(about));
  form.append(file, new Blob([Uint8Array.from(pdf)], { type: 'application/pdf' }), fileName);
  const whole = new Response(form);
  return { type: whole.headers.get('content-type') ?? '', body: new Uint8Array(await whole.arrayBuffer()) };
}
