import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { openSandbox } from '#connectors/sandbox-kit/open-sandbox.ts';
import { inszSchema } from '#services/belgium/insz.ts';
import { languageSchema } from '#services/belgium/language.ts';
import type { OpenSandbox, SandboxEnv } from '#services/kernel/connector.ts';
import { failures } from '#services/kernel/failure.ts';
import { messaging, messagingFailures } from '../messaging.port.ts';
import { callBook } from './call-book.ts';
import { deliverable, writeAddress } from './deliverable.ts';
import { demandApproved } from './demand-approved.ts';

export const messagingLeverFailures = failures('messaging-sandbox', {
  'unknown-message': { status: 404, retry: 'never', title: 'No such message was ever sent here.' },
});

const nothing = z.strictObject({});
const { messageId, status, reason } = messaging.messages.report.payload.shape;
const sent = z.object({
  messageId, medium: z.enum(['email', 'sms', 'whatsapp', 'letter', 'e-box']), to: z.string(), language: languageSchema, subject: z.string(), body: z.string(),
  dossier: z.string().nullable(), at: z.int(),
  /** Printed as QR code; letters only, on paper or in an e-Box. */
  link: z.string().nullable(),
  /** WhatsApp only. */
  template: z.string().nullable(),
  /** The sender's own number, which comes back with each report; WhatsApp only. */
  key: z.uuid().nullable().default(null),
});
type Sent = z.output<typeof sent>;
type Text = Pick<Sent, 'language' | 'subject' | 'body' | 'dossier'>;

/** Mail server, SMS gateway, WhatsApp, e-Box, print shop and contact centre together. The first four send as often as they are asked; the print shop once per key, the contact centre once per call. */
export function openMessaging(env: SandboxEnv<unknown>): OpenSandbox<typeof messaging> {
  return openSandbox(messaging, env, { ...messagingFailures, refused: messagingFailures['address-refused'] }, (means) => {
    const { file, now, lever, post } = means;
    const book = callBook(means);
    const messages = file.documents<Sent>('message');
    const refused = file.documents<true>('refused-address');
    const demand = demandApproved();
    const withoutEBox = file.documents<true>('without-e-box');
    const send = (medium: Sent['medium'], to: string, { language, subject, body, dossier }: Text, more: { link?: string | null; template?: string; key?: string; id?: string } = {}) => {
      if (medium === 'e-box' && language === 'en') throw messagingFailures['text-unfit']({ issues: [{ in: 'body', name: 'language', detail: 'an e-Box speaks nl, fr, de' }] });
      if (!deliverable(medium, to) || refused.get(to)) throw messagingFailures['address-refused']();
      const id = more.id ?? randomUUID();
      messages.put(randomUUID(), { messageId: id, medium, to, language, subject, body, dossier, at: now(), link: more.link ?? null, template: more.template ?? null, key: more.key ?? null });
      return { messageId: id };
    };
    return {
      operations: {
        // A mail is known by the number that we gave it, also when it comes twice.
        sendEmail: { act: ({ to, ...text }, { key }) => send('email', to, text, { id: key }) },
        sendSms: { act: ({ to, ...text }) => send('sms', to, text) },
        sendWhatsapp: { act: ({ to, template, parameters, ...text }, { key }) => { demand({ template, parameters, language: text.language }); return send('whatsapp', to, text, { template, key }); } },
        sendLetter: { act: ({ to, link, ...text }, { key }) => send('letter', writeAddress(to), text, { link, id: key }) },
        sendEBox: { act: ({ to: { insz }, link, ...text }, { key }) => ({ ...send('e-box', insz, text, { link, id: key }), hasReader: withoutEBox.get(insz) === undefined }) },
        ...book.operations,
      },
      levers: {
        ...book.levers,
        messages: lever('What was sent, oldest first.', z.strictObject({ dossier: z.uuid().optional() }), z.object({ messages: z.array(sent) }), ({ dossier }) => ({
          messages: messages.all().map(({ document }) => document).filter((message) => dossier === undefined || message.dossier === dossier),
        })),
        report: lever('The gateway reports on a message; an e-Box reports nothing.', z.strictObject({ messageId, status, reason: reason.default(null) }), nothing, (told) => {
          const about = messages.all().find(({ document }) => document.messageId === told.messageId)?.document;
          if (!about || about.medium === 'e-box') throw messagingLeverFailures['unknown-message']();
          post('report', { ...told, at: now(), medium: about.medium, ...(about.key && { key: about.key }) });
          return {};
        }),
        'e-box-user': lever('A citizen opens the own e-Box, or has never done so. Everybody has until told otherwise.', z.strictObject({ insz: inszSchema, opens: z.boolean() }), nothing, ({ insz, opens }) => {
          if (opens) withoutEBox.remove(insz);
          else withoutEBox.put(insz, true);
          return {};
        }),
        'refuse-letter': lever('The print shop tells that it cannot print a letter that it was given.', z.strictObject({ messageId, reason: reason.default(null) }), nothing, (told) => {
          post('report', { ...told, status: 'failed', at: now(), medium: 'letter' });
          return {};
        }),
        'refuse-address': lever(
          'An address or number is refused from now on, or taken again.', z.strictObject({ to: z.string().min(1).max(300), refused: z.boolean().default(true) }), nothing,
          ({ to, refused: refuses }) => {
            if (refuses) refused.put(to, true);
            else refused.remove(to);
            return {};
          },
        ),
      },
    };
  });
}
