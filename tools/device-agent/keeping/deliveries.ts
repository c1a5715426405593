import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { fromAgent } from '#services/agents/frames.ts';

/** A message that waits for the house, under the id with which it is delivered each time. */
export const delivery = fromAgent.options[4];
export type Delivery = Omit<z.output<typeof delivery>, 'frame'>;

export interface Deliveries {
  add(delivery: Delivery, now: number): void;
  /** The oldest that may be delivered now, how often it was tried, and when the next one may. */
  next(now: number): { readonly delivery: Delivery; readonly tries: number } | undefined;
  soonest(): number | undefined;
  taken(id: string): void;
  postpone(id: string, until: number): void;
  /** Ciphertext from before then is destroyed. Gives back how many there were. */
  destroySealedBefore(instant: number): number;
  /** What waits, without its content: oldest first. */
  waiting(): readonly { readonly message: string; readonly at: number; readonly tries: number; readonly isSealed: boolean }[];
}

export function deliveriesIn(db: DatabaseSync): Deliveries {
  const insert = db.prepare('INSERT INTO deliveries (id, message, payload, envelope, at) VALUES (?, ?, ?, ?, ?)');
  const first = db.prepare('SELECT id, message, payload, envelope, tries FROM deliveries WHERE not_before <= ? ORDER BY entry LIMIT 1');
  const earliest = db.prepare('SELECT min(not_before) AS soonest FROM deliveries');
  const remove = db.prepare('DELETE FROM deliveries WHERE id = ?');
  const later = db.prepare('UPDATE deliveries SET not_before = ?, tries = tries + 1 WHERE id = ?');
  const removeOld = db.prepare('DELETE FROM deliveries WHERE envelope IS NOT NULL AND at < ?');
  const all = db.prepare('SELECT message, at, tries, envelope IS NOT NULL AS sealed FROM deliveries ORDER BY entry');
  return {
    add: ({ id, message, payload, envelope }, now) => { insert.run(id, message, JSON.stringify(payload), envelope ? JSON.stringify(envelope) : null, now); },
    next: (now) => {
      const row = first.get(now);
      if (!row) return undefined;
      const { payload, envelope, tries, ...rest } = kept.parse(row);
      const { frame: _, ...read } = delivery.parse({ frame: 'deliver', ...rest, payload: JSON.parse(payload), ...(envelope !== null && { envelope: JSON.parse(envelope) }) });
      return { delivery: read, tries };
    },
    soonest: () => lowest.parse(earliest.get()).soonest ?? undefined,
    taken: (id) => { remove.run(id); },
    postpone: (id, until) => { later.run(until, id); },
    destroySealedBefore: (instant) => Number(removeOld.run(instant).changes),
    waiting: () => all.all().map((row) => {
      const { sealed, ...rest } = waits.parse(row);
      return { ...rest, isSealed: sealed === 1 };
    }),
  };
}

const kept = z.object({ id: z.string(), message: z.string(), payload: z.string(), envelope: z.string().nullable(), tries: z.int() });
const lowest = z.object({ soonest: z.int().nullable() });
const waits = z.object({ message: z.string(), at: z.int(), tries: z.int(), sealed: z.int() });
