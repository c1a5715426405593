import type { Medium } from '#connectors/crm/crm.port.ts';
import type { Language } from '#services/belgium/language.ts';
import type { Work } from '#services/kernel/context.ts';
import { dossierOf } from '#services/journey/move-dossier.ts';
import { inszOf } from '#services/journey/people.ts';
import type { CallsBy, communication, Notice, Recipient } from './communication.contract.ts';
import { calls, messages, type MessagePersonal } from './communication.store.ts';
import { composeMessage } from './compose-message.ts';
import { fillTemplate } from './fill-template.ts';
import { nameOf, offerCall } from './hand-over-call.ts';

type CommunicationWork = Work<typeof communication>;
export interface Sending {
  readonly dossier: string; readonly notice: Notice; readonly language: Language; readonly once: string; readonly recipient: Recipient;
  readonly media: readonly Medium[]; readonly contact: MessagePersonal['contact']; readonly values: MessagePersonal['values'];
  readonly callsBy: CallsBy;
}

/** Puts a message on its way by the first medium of the list; the rest is kept for when it is refused. Gives its id; no medium, or told already: nothing. */
export async function sendMessage(work: CommunicationWork, sending: Sending): Promise<{ id: string; medium: Medium } | undefined> {
  const { dossier, language, once, recipient, media: [medium, ...next], contact, values, callsBy } = sending;
  if (medium === undefined) return undefined;
  // On paper the invitation says how to telephone first, and has a code to scan.
  const notice = sending.notice === 'invitation' && medium === 'letter' ? 'invitation-letter' : sending.notice;
  const id = work.newId();
  const { subject, body } = composeMessage({ notice, language, medium, values, to: recipient });
  const personal: MessagePersonal = { subject, values, contact, next, callsBy };
  if (medium === 'telephone') {
    const heldBy = callsBy === 'clerks' ? null : callsBy;
    if (!await work.insertIfNew(calls, { id, dossier, notice, language, once, state: 'open', tries: 0, since: work.at, heldBy, personal })) return undefined;
    if (heldBy !== null) await offerCall(work, { id, dossier, notice, language, contact, script: body });
    return { id, medium };
  }
  if (!await work.insertIfNew(messages, { id, dossier, notice, medium, language, recipient, once, state: 'waiting', at: work.at, personal })) return undefined;
  await dispatchMessage(work, { id, medium, notice, contact, text: { language, subject, body, dossier }, values });
  return { id, medium };
}

interface Ready {
  readonly id: string; readonly medium: Exclude<Medium, 'telephone'>; readonly notice: Notice; readonly contact: MessagePersonal['contact'];
  readonly text: { readonly language: Language; readonly subject: string; readonly body: string; readonly dossier: string }; readonly values: MessagePersonal['values'];
}

async function dispatchMessage(work: CommunicationWork, { id, medium, notice, contact, text, values }: Ready): Promise<void> {
  const { email, mobile, address } = contact;
  // A lane of its own: a message that nobody knows the fate of holds up nothing else.
  const options = { lane: `message:${id}`, dossier: text.dossier, about: { message: id } };
  switch (medium) {
    case 'email': await work.dispatch('messaging.sendEmail', { ...text, to: email ?? '' }, options); break;
    case 'sms': await work.dispatch('messaging.sendSms', { ...text, to: mobile ?? '' }, options); break;
    case 'whatsapp': {
      const { effect } = await work.dispatch('messaging.sendWhatsapp', { ...text, to: mobile ?? '', ...fillTemplate(notice, text.language, values) }, options);
      // Its reports give our key back, so that they find it before we have heard what it is called there, and where we never hear it.
      await work.update(messages, { id }, { messageId: effect });
      break;
    }
    case 'letter': await work.dispatch('messaging.sendLetter', { ...text, to: { name: nameOf(contact), address }, link: values['link'] ?? null }, options); break;
    case 'e-box': {
      // The number that finds an e-Box is looked up now, and kept with the message nowhere here.
      const insz = await inszOf(work, (await dossierOf(work, text.dossier)).person);
      await work.dispatch('messaging.sendEBox', { ...text, to: { insz, name: nameOf(contact) }, link: values['link'] ?? null }, options);
      break;
    }
  }
}
