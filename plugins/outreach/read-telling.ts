import type { ActionOutput } from '#services/kernel/registry.ts';
import type { Citizen } from './outreach.store.ts';

type Message = Pick<ActionOutput<'communication.messages'>['messages'][number], 'notice' | 'medium' | 'at' | 'to' | 'state'>;

/** What tells somebody that the card expires and that there is a home service. */
const invitations: ReadonlySet<Message['notice']> = new Set(['invitation', 'reminder', 'invitation-letter', 'counter-information']);
const arrived: ReadonlySet<Message['state']> = new Set(['sent', 'delivered', 'read']);

/** Who was told, when and by what, from all that was sent about a dossier (the oldest first): so a bounce that comes late takes back what it must. */
export function readTelling(messages: readonly Message[]): Pick<Citizen, 'toldAt' | 'lastToldAt' | 'toldBy' | 'failedBy' | 'representativeTold'> {
  const ours = messages.filter(({ notice }) => invitations.has(notice));
  const told = ours.filter(({ to, state }) => to === 'citizen' && arrived.has(state));
  const failed = ours.filter(({ to, state }) => to === 'citizen' && state === 'failed').at(-1);
  const last = told.at(-1);
  return {
    toldAt: told[0]?.at ?? null, lastToldAt: last?.at ?? null, toldBy: last?.medium ?? null,
    failedBy: failed && (last === undefined || ours.indexOf(failed) > ours.indexOf(last)) ? failed.medium : null,
    representativeTold: ours.some(({ to, state }) => to === 'representative' && arrived.has(state)),
  };
}
