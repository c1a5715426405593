import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';

/** What the official has to know and the house did not take in: what it was, and why, as codes. */
export interface Notices {
  add(notice: { readonly what: string; readonly why: string }, now: number): void;
  /** Newest first. */
  latest(): readonly { readonly at: number; readonly what: string; readonly why: string }[];
}

const kept = z.object({ at: z.int(), what: z.string(), why: z.string() });

export function noticesIn(db: DatabaseSync): Notices {
  const insert = db.prepare('INSERT INTO notices (at, what, why) VALUES (?, ?, ?)');
  const trim = db.prepare('DELETE FROM notices WHERE entry <= (SELECT max(entry) FROM notices) - 20');
  const newest = db.prepare('SELECT at, what, why FROM notices ORDER BY entry DESC');
  return {
    add: ({ what, why }, now) => {
      insert.run(now, what, why);
      trim.run();
    },
    latest: () => newest.all().map((row) => kept.parse(row)),
  };
}
