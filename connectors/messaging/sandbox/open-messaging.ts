import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { openSandbox } from '#connectors/sandbox-kit/open-sandbox.ts';
import { defineLever, type OpenSandbox, type SandboxEnv } from '#services/kernel/connector.ts';
import { messaging, messagingFailures } from '../messaging.port.ts';

const sent = z.object({
  messageId: z.string(), medium: z.enum(['email', 'sms', 'whatsapp', 'letter']), to: z.string(), language: z.string(), subject: z.string(), body: z.string(), dossier: z.string(), at: z.int(),
});
type Sent = z.output<typeof sent>;

/** Mail server, SMS gateway, WhatsApp and print shop together. The first three send as often as they are asked. */
export function openMessaging(env: SandboxEnv<unknown>): OpenSandbox<typeof messaging> {
  return openSandbox(messaging, env, { ...messagingFailures, refused: messagingFailures['address-refused'] }, ({ file, now, send: deliver }) => {
    const messages = file.documents<Sent>('message');
    type Text = Pick<Sent, 'language' | 'subject' | 'body' | 'dossier'>;
    const log = (medium: Sent['medium'], to: string, { language, subject, body, dossier }: Text) => {
      if (to.endsWith('@invalid.example') || to.endsWith('0000000')) throw messagingFailures['address-refused']();
      const messageId = randomUUID();
      messages.put(messageId, { messageId, medium, to, language, subject, body, dossier, at: now() });
      return { messageId };
    };
    return {
      operations: {
        sendEmail: { act: ({ to, ...text }) => log('email', to, text) },
        sendSms: { act: ({ to, ...text }) => log('sms', to, text) },
        sendWhatsapp: { act: ({ to, ...text }) => log('whatsapp', to, text) },
        sendLetter: { act: ({ to: { name, address }, ...text }) => log('letter', `${name}, ${address.street} ${address.houseNumber}, ${address.postcode} ${address.city}`, text) },
      },
      levers: {
        messages: defineLever('What was sent, oldest first.', z.strictObject({ dossier: z.uuid().optional() }), z.object({ messages: z.array(sent) }), ({ dossier }) => ({
          messages: messages.all().map(({ document }) => document).filter((message) => dossier === undefined || message.dossier === dossier),
        })),
        report: defineLever(
          'The gateway reports on a message.', messaging.messages.report.payload.omit({ at: true }), z.strictObject({}),
          async (told) => { await deliver('report', { ...told, at: now() }); return {}; },
        ),
      },
    };
  });
}
