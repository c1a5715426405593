import type { EffectReport, Work } from '#services/kernel/context.ts';
import type { FailureLike } from '#services/kernel/failure.ts';

import { dossierOf } from '#services/journey/move-dossier.ts';
import { inszOf } from '#services/journey/people.ts';
import type { communication } from './communication.contract.ts';
import { messages, type Message } from './communication.store.ts';
import { sendMessage } from './send-message.ts';

type CommunicationWork = Work<typeof communication>;

/** How a message ended, the same for every medium. */
export const sendingOutcome = {
  done: async (work: CommunicationWork, { about, output }: EffectReport & { output: { messageId: string } }): Promise<void> => {
    const message = await messageOf(work, about);
    if (!message) return;
    await work.update(messages, { id: message.id }, { state: 'sent', messageId: output.messageId });
    await work.emit('sent', { message: message.id, dossier: message.dossier, notice: message.notice, medium: message.medium });
    const { person } = await dossierOf(work, message.dossier);
    await work.dispatch('crm.recordContact', {
      insz: await inszOf(work, person), dossier: message.dossier, medium: message.medium, subject: message.personal.subject, at: work.at,
    }, { lane: `contact:${message.id}`, dossier: message.dossier });
  },
  failed: async (work: CommunicationWork, { about, failure }: EffectReport & { failure: Pick<FailureLike, 'type'> }): Promise<void> => {
    const message = await messageOf(work, about);
    if (!message) return;
    const refused = failure.type === 'messaging.address-refused';
    await work.update(messages, { id: message.id }, { state: refused ? 'failed' : 'parked' });
    await work.emit('failed', { message: message.id, dossier: message.dossier, notice: message.notice, medium: message.medium });
    if (refused) await tryNextMedium(work, message);
  },
};

async function messageOf(work: CommunicationWork, about: EffectReport['about']): Promise<Message | undefined> {
  const id = about['message'];
  return typeof id === 'string' ? work.first(messages, { id }) : undefined;
}

/** An address that does not exist will not exist tomorrow: the next medium is tried, and with none left somebody has to see to it. */
async function tryNextMedium(work: CommunicationWork, { dossier, notice, language, once, recipient, personal }: Message): Promise<void> {
  const { contact, values, next } = personal;
  const sent = await sendMessage(work, { dossier, notice, language, once, recipient, media: next, contact, values });
  if (!sent && recipient === 'citizen') await work.emit('unreachable', { dossier, notice });
}
