import type { Work } from '#services/kernel/context.ts';
import { dossierOf } from '#services/journey/move-dossier.ts';
import type { communication } from './communication.contract.ts';
import { calls, messages, type Message } from './communication.store.ts';
import { isStale, overtakes } from './overtake-calls.ts';
import { sendMessage } from './send-message.ts';

type Tried = Pick<Message, 'dossier' | 'notice' | 'language' | 'once' | 'recipient' | 'at' | 'personal'>;

/** An address that does not exist will not exist tomorrow: the next medium is tried, and with none left somebody has to see to it. Bounces come days late: who has reacted since is not invited again, nor told of a visit or card when all is over, nor of a moment that was moved meanwhile. */
export async function tryNextMedium(work: Work<typeof communication>, { dossier, notice, language, once, recipient, at, personal }: Tried): Promise<void> {
  if (isStale(notice, (await dossierOf(work, dossier)).state) || await isOvertaken(work, { dossier, notice, once, recipient, at })) return;
  const { contact, values, next, callsBy } = personal;
  const sent = await sendMessage(work, { dossier, notice, language, once, recipient, media: next, contact, values, callsBy });
  if (!sent && !await reachesSomebody(work, { dossier, once })) await work.emit('unreachable', { dossier, notice });
}

/** Was anything told since that takes the place of this? It finds its own next medium. */
async function isOvertaken(work: Work<typeof communication>, { dossier, notice, once, recipient, at }: Omit<Tried, 'language' | 'personal'>): Promise<boolean> {
  const written = await work.find(messages, { dossier, recipient, once: { not: once }, at: { gt: at } });
  // A citizen is telephoned, never a representative.
  const telephoned = recipient === 'citizen' ? await work.find(calls, { dossier, once: { not: once }, since: { gt: at } }) : [];
  return [...written, ...telephoned].some((newer) => overtakes(newer.notice, notice));
}

/** Is the same thing told in another way, to the citizen or to a representative, or may it have been? */
async function reachesSomebody(work: Work<typeof communication>, about: { dossier: string; once: string }): Promise<boolean> {
  const alive = await work.count(messages, { ...about, state: { not: 'failed' } }) + await work.count(calls, { ...about, state: { in: ['open', 'done'] } });
  return alive > 0;
}
