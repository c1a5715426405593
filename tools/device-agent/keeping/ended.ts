import type { DatabaseSync } from 'node:sqlite';

/** Visits that are over, as the house said: nothing of them reaches a card any more, whatever is still on its way. */
export interface Ended {
  add(visit: string, now: number): void;
  has(visit: string): boolean;
  /** Called when that visit is over. Gives back how to stop listening. */
  onEnd(visit: string, listener: () => void): () => void;
  forgetBefore(instant: number): void;
}

export function endedIn(db: DatabaseSync): Ended {
  const insert = db.prepare('INSERT OR IGNORE INTO ended (visit, at) VALUES (?, ?)');
  const found = db.prepare('SELECT 1 FROM ended WHERE visit = ?');
  const removeOld = db.prepare('DELETE FROM ended WHERE at < ?');
  const listening = new Set<{ readonly visit: string; readonly listener: () => void }>();
  return {
    add: (visit, now) => {
      insert.run(visit, now);
      for (const one of listening) if (one.visit === visit) one.listener();
    },
    has: (visit) => found.get(visit) !== undefined,
    onEnd: (visit, listener) => {
      const mine = { visit, listener };
      listening.add(mine);
      return () => { listening.delete(mine); };
    },
    forgetBefore: (instant) => { removeOld.run(instant); },
  };
}
