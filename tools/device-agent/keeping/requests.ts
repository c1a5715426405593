import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { asks } from '#connectors/devices/wire/asks.ts';

/** What a citizen is to do at this device, as the house asked it; `request` is the key of that ask. */
export const keptRequest = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('fingerprints'), request: z.uuid(), step: z.enum(['waiting', 'begun']), asked: asks['request-fingerprints'].input }),
  z.object({ kind: z.literal('code'), request: z.uuid(), step: z.enum(['waiting', 'begun']), asked: asks['request-code'].input }),
]);
export type KeptRequest = z.output<typeof keptRequest>;

export interface Requests {
  add(request: KeptRequest, now: number): void;
  /** Oldest first. */
  all(): readonly KeptRequest[];
  step(request: string, step: KeptRequest['step']): void;
  remove(request: string): void;
  /** Those of a visit that have not begun. */
  forget(visit: string): void;
}

export function requestsIn(db: DatabaseSync): Requests {
  const insert = db.prepare('INSERT INTO requests (request, visit, kind, asked, step, at) VALUES (?, ?, ?, ?, ?, ?)');
  const all = db.prepare('SELECT request, kind, asked, step FROM requests ORDER BY at, rowid');
  const mark = db.prepare('UPDATE requests SET step = ? WHERE request = ?');
  const remove = db.prepare('DELETE FROM requests WHERE request = ?');
  const removeOf = db.prepare("DELETE FROM requests WHERE visit = ? AND step = 'waiting'");
  return {
    add: ({ request, kind, asked, step }, now) => { insert.run(request, asked.visit, kind, JSON.stringify(asked), step, now); },
    all: () => all.all().map((row) => {
      const { asked, ...rest } = row;
      return keptRequest.parse({ ...rest, asked: JSON.parse(String(asked)) });
    }),
    step: (request, step) => { mark.run(step, request); },
    remove: (request) => { remove.run(request); },
    forget: (visit) => { removeOf.run(visit); },
  };
}
