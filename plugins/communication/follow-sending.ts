import type { EffectReport, Work } from '#services/kernel/context.ts';
import type { FailureLike } from '#services/kernel/failure.ts';
import type { communication } from './communication.contract.ts';
import { messages, type Message } from './communication.store.ts';
import { isNews } from './receive-report.ts';
import { recordContact } from './record-contact.ts';
import { tryNextMedium } from './try-next-medium.ts';

type CommunicationWork = Work<typeof communication>;

/** Failures after which the message certainly did not go out. After any other nobody knows, and it waits for a person: it is sent at most once. */
const certain: readonly string[] = [
  'messaging.address-refused', 'messaging.medium-not-offered', 'messaging.text-unfit', 'messaging.not-taken', 'messaging.not-let-in', 'messaging.unavailable', 'outside.silent', 'outside.no-node', 'outside.too-late', 'outside.not-reached-here',
];
/** Failures of the medium, not of the moment: another medium may reach the citizen. */
const elsewhere: readonly string[] = ['messaging.address-refused', 'messaging.medium-not-offered', 'messaging.text-unfit'];

/** How a message ended, the same for every medium. */
export const sendingOutcome = {
  done: async (work: CommunicationWork, { effect, about, output }: EffectReport & { output: { messageId: string } }): Promise<void> => {
    const message = await messageOf(work, about);
    if (!message) return;
    const { id, dossier, notice, medium, recipient: to, personal: { subject } } = message;
    const reported = wasReported(message, effect);
    await work.update(messages, { id }, { messageId: output.messageId, ...((!reported || isNews(message.state, 'sent')) && { state: 'sent' }) });
    // It will not arrive, and the next medium is on its way.
    if (reported && message.state === 'failed') return;
    await work.emit('sent', { message: id, dossier, notice, medium, to });
    if (to === 'citizen') await recordContact(work, { id, dossier, medium, subject });
  },
  failed: async (work: CommunicationWork, { effect, about, failure }: EffectReport & { failure: Pick<FailureLike, 'type'> }): Promise<void> => {
    const message = await messageOf(work, about);
    if (!message || wasReported(message, effect)) return;
    const { id, dossier, notice, medium, recipient: to } = message;
    const state = certain.includes(failure.type) ? 'failed' : 'parked';
    await work.update(messages, { id }, { state });
    if (state === 'failed') await work.emit('failed', { message: id, dossier, notice, medium, to });
    if (elsewhere.includes(failure.type)) await tryNextMedium(work, message);
  },
};

/** Was a report quicker than the outcome of the sending, or is it all that was ever heard? It named the message; before that it is known by our key at most. */
function wasReported({ messageId }: Pick<Message, 'messageId'>, effect: string): boolean {
  return messageId !== null && messageId !== effect;
}

/** In an e-Box that its citizen has never opened a message lies where nobody looks. That is no error, but it tells nobody anything: the next medium does. */
export const eBoxOutcome = {
  done: async (work: CommunicationWork, report: EffectReport & { output: { messageId: string; hasReader: boolean } }): Promise<void> => {
    if (report.output.hasReader) return sendingOutcome.done(work, report);
    const message = await messageOf(work, report.about);
    if (!message) return;
    const { id, dossier, notice, medium, recipient: to } = message;
    await work.update(messages, { id }, { state: 'failed', messageId: report.output.messageId });
    await work.emit('failed', { message: id, dossier, notice, medium, to });
    await tryNextMedium(work, message);
  },
  failed: sendingOutcome.failed,
};

async function messageOf(work: CommunicationWork, about: EffectReport['about']): Promise<Message | undefined> {
  const id = about['message'];
  return typeof id === 'string' ? work.first(messages, { id }) : undefined;
}
