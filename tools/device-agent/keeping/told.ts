import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';

/** How many steps were told of each thing that was asked, so that a screen can put them in order and see that one is missing. */
export interface Told {
  /** The number of the next step of it, from 1. */
  next(request: string): number;
  /** Of what is not known any more. */
  forget(): void;
}

const counted = z.object({ count: z.int().min(1) });

export function toldIn(db: DatabaseSync): Told {
  const count = db.prepare('INSERT INTO told (request, count) VALUES (?, 1) ON CONFLICT (request) DO UPDATE SET count = count + 1 RETURNING count');
  const remove = db.prepare('DELETE FROM told WHERE request NOT IN (SELECT key FROM answers)');
  return {
    next: (request) => counted.parse(count.get(request)).count,
    forget: () => { remove.run(); },
  };
}
