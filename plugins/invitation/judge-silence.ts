import { dayOf } from '#services/belgium/brussels-time.ts';
import { addDays } from '#services/belgium/day.ts';
import type { Dossier } from '#services/journey/dossier.store.ts';

/** Has a citizen been silent for too long? The days count from the expiry of the card, or from the last thing that happened when that came later. */
export function isSilentTooLong({ expiresOn, stateSince }: Pick<Dossier, 'expiresOn' | 'stateSince'>, today: string, days: number): boolean {
  const lastSign = dayOf(stateSince);
  return addDays(expiresOn > lastSign ? expiresOn : lastSign, days) < today;
}
