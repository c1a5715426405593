import { z } from 'zod';
import type { OutwardCall } from '#services/kernel/port.ts';
import { messagingFailures } from '../../messaging.port.ts';
import { e164 } from '../../wire/sms-gateway.ts';
import { messageIdOf } from '../../wire/whatsapp-wire.ts';
import { openGraph, type GraphEnv } from './ask-graph.ts';
import { demandFit, type Whatsapp } from './fit-template.ts';

const accepted = z.object({ messages: z.tuple([z.object({ id: z.string().min(1).max(500) })]) });

export interface WhatsappSender { readonly send: (message: Whatsapp, call: OutwardCall) => Promise<{ messageId: string }>; readonly close: () => void }

/**
 * A WhatsApp message: an approved text by its name, and what fills it. The text itself stays here, for Meta has it. Our key goes along and comes back with every report,
 * so that a report finds its message though the answer was lost; Meta takes no key against sending twice.
 */
export function openWhatsapp(env: GraphEnv): WhatsappSender {
  const graph = openGraph(env);
  const { phoneNumberId, languages } = env.config;
  return {
    send: async ({ to, template, parameters, language, body, dossier }, call) => {
      if (!e164.safeParse(to).success) throw messagingFailures['address-refused']();
      const code = languages[language];
      if (code === undefined) throw messagingFailures['medium-not-offered']();
      demandFit({ template, parameters, body });
      const filled = parameters.map(({ name, text }) => ({ type: 'text', parameter_name: name, text }));
      const { messages: [{ id }] } = await graph.ask({
        method: 'POST', of: phoneNumberId, edge: '/messages', answer: accepted,
        body: {
          messaging_product: 'whatsapp', recipient_type: 'individual', to, type: 'template', biz_opaque_callback_data: call.key,
          template: { name: template, language: { code }, ...(filled.length > 0 && { components: [{ type: 'body', parameters: filled }] }) },
        },
      }, { ...call, dossier });
      return { messageId: messageIdOf(id) };
    },
    close: () => graph.close(),
  };
}
