import type { DeskDecision } from '#services/kernel/port.ts';
import type { OutboxControls } from './outbox-controls.ts';
import type { Item } from './outbox.store.ts';

/** What was tried so often in vain needs somebody who can look into it. */
const mostTriesAtDesk = 3;

/**
 * What those who work with a dossier may decide about one that waits for a person (decision 63): what the other side refused for good, of one dossier, as its
 * operation says. Of what is parked nobody knows whether it happened, and what belongs to no dossier is the house's own.
 */
export function decidedAtDesk(item: Pick<Item, 'plugin' | 'kind' | 'name' | 'state' | 'dossier' | 'replays'>, { atDesk }: Pick<OutboxControls, 'atDesk'>): readonly DeskDecision[] {
  if (item.state !== 'failed' || item.dossier === null) return [];
  return atDesk(item).filter((decision) => decision === 'let-go' || item.replays < mostTriesAtDesk);
}
