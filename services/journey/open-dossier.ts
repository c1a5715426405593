import type { UnitOfWork } from '#services/kernel/unit-of-work.ts';
import { dossiers, history, type Dossier } from './dossier.store.ts';
import { expiryOf } from './due-of.ts';
import type { Ground } from './ground.ts';
import { journey } from './journey.states.ts';
import { stoodAfter } from './move-dossier.ts';
import { personOf } from './people.ts';

export interface Opening {
  readonly insz: string;
  /** Canonical card number. */
  readonly cardNumber: string;
  readonly expiresOn: string;
  readonly ground: Ground | null;
  /** Why it was opened: `expires-soon`, `asked-by-citizen`, `reopened`. A code. */
  readonly reason: string;
  /** The ended dossier of the same card that this one reopens. */
  readonly reopens?: Pick<Dossier, 'id' | 'cycle'>;
}

/** Opens a dossier, unless one for this card and cycle exists: then nothing happens and `undefined` comes back. */
export async function openDossier(work: UnitOfWork, opening: Opening): Promise<string | undefined> {
  const id = work.newId();
  const person = await personOf(work, opening.insz);
  const cycle = (opening.reopens?.cycle ?? 0) + 1;
  const { newest, all } = await work.claimIndex('card', opening.cardNumber);
  if (await work.count(dossiers, { cardIndex: { in: all }, cycle }) > 0) return undefined;
  await work.insert(dossiers, {
    id, person, cycle,
    cardIndex: newest,
    state: journey.initial,
    sequence: 1,
    ground: opening.ground,
    expiresOn: opening.expiresOn,
    openedAt: work.at,
    stateSince: work.at,
    dueAt: expiryOf(opening.expiresOn),
    previous: opening.reopens?.id ?? null,
    personal: { cardNumber: opening.cardNumber },
  });
  await work.insert(history, {
    dossier: id, sequence: 1, move: 'open', state: journey.initial, occurredAt: work.at, recordedAt: work.at, actor: work.actor, reason: opening.reason,
    ...stoodAfter({ ground: opening.ground, deliverBy: null }),
  });
  await work.publish('journey.opened', { dossier: id, ground: opening.ground, reason: opening.reason });
  return id;
}
