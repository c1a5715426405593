import type { Language } from '#services/belgium/language.ts';
import type { EffectReport, Work } from '#services/kernel/context.ts';
import type { FailureLike } from '#services/kernel/failure.ts';
import type { communication, Notice } from './communication.contract.ts';
import { calls, type Call, type MessagePersonal } from './communication.store.ts';

type CommunicationWork = Work<typeof communication>;
interface Ready { readonly id: string; readonly dossier: string; readonly notice: Notice; readonly language: Language; readonly contact: MessagePersonal['contact']; readonly script: string }

/** The contact centre is to make this call: it gets what a clerk would get, and nothing else. */
export async function offerCall(work: CommunicationWork, { id, dossier, notice, language, contact, script }: Ready): Promise<void> {
  const input = { call: id, dossier, notice, language, name: nameOf(contact), telephone: telephoneOf(contact), script, since: work.at };
  await work.dispatch('messaging.offerCall', input, { lane: `call:${id}`, dossier, about: { call: id } });
}

/** Whom to ask for, and where. */
export const nameOf = ({ firstName, lastName }: MessagePersonal['contact']): string => `${firstName} ${lastName}`.trim();
export const telephoneOf = ({ phone, mobile }: MessagePersonal['contact']): string => phone ?? mobile ?? '';

/** Nobody is to make this call any more. In a lane of its own: one that is withdrawn before it comes there is not made either, so nothing need be waited for. */
export async function withdrawCall(work: CommunicationWork, { id, dossier, heldBy }: Pick<Call, 'id' | 'dossier' | 'heldBy'>): Promise<void> {
  if (heldBy !== null) await takeBack(work, id, dossier);
}

const takeBack = (work: CommunicationWork, id: string, dossier: string) => work.dispatch('messaging.withdrawCall', { call: id }, { lane: `call-withdrawal:${id}`, dossier });

/** Failures after which the contact centre certainly does not have it. */
const certain: readonly string[] = ['messaging.medium-not-offered', 'messaging.address-refused', 'messaging.text-unfit', 'messaging.not-taken', 'messaging.not-let-in', 'messaging.unavailable', 'outside.silent', 'outside.no-node', 'outside.too-late', 'outside.not-reached-here'];

/** What the contact centre does not take the clerks do: the call comes on their list, and stays there. */
export const offerOutcome = {
  done: async (work: CommunicationWork, report: EffectReport): Promise<void> => {
    const call = await callOf(work, report.about);
    // Somebody had it tried again, after the clerks got it or it was over.
    if (call && (call.heldBy === null || call.state !== 'open')) await takeBack(work, call.id, call.dossier);
  },
  failed: async (work: CommunicationWork, { about, failure }: EffectReport & { failure: Pick<FailureLike, 'type'> }): Promise<void> => {
    const call = await callOf(work, about);
    if (!call) return;
    await work.update(calls, { id: call.id }, { heldBy: null });
    if (!certain.includes(failure.type)) await takeBack(work, call.id, call.dossier);
  },
};

async function callOf(work: CommunicationWork, about: EffectReport['about']): Promise<Call | undefined> {
  const id = about['call'];
  return typeof id === 'string' ? work.first(calls, { id }) : undefined;
}
