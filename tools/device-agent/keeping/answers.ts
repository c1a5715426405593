import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';

/** How far a keyed ask came: `begun` touched nothing yet, `touched` may have changed a card, `answered` has its result. */
const step = z.enum(['begun', 'touched', 'answered']);
export type KeptAnswer = { readonly step: 'begun' | 'touched' } | { readonly step: 'answered'; readonly result: unknown };

export interface Answers {
  find(key: string): KeptAnswer | undefined;
  begin(key: string, operation: string, now: number): void;
  touch(key: string): void;
  answer(key: string, result: unknown): void;
  /** Nothing happened: the same key may be carried out again. */
  forget(key: string): void;
  /** After a restart: what had begun and touched nothing may be carried out again. */
  forgetBegun(): void;
  /** The house repeats an ask for hours, never for so long. */
  forgetBefore(instant: number): void;
}

export function answersIn(db: DatabaseSync): Answers {
  const found = db.prepare('SELECT step, result FROM answers WHERE key = ?');
  const insert = db.prepare("INSERT INTO answers (key, operation, step, at) VALUES (?, ?, 'begun', ?)");
  const mark = db.prepare("UPDATE answers SET step = 'touched' WHERE key = ?");
  const conclude = db.prepare("UPDATE answers SET step = 'answered', result = ? WHERE key = ?");
  const remove = db.prepare('DELETE FROM answers WHERE key = ?');
  const removeBegun = db.prepare("DELETE FROM answers WHERE step = 'begun'");
  const removeOld = db.prepare('DELETE FROM answers WHERE at < ?');
  return {
    find: (key) => {
      const row = found.get(key);
      if (!row) return undefined;
      const { step, result } = kept.parse(row);
      return step === 'answered' ? { step, result: JSON.parse(result ?? 'null') as unknown } : { step };
    },
    begin: (key, operation, now) => { insert.run(key, operation, now); },
    touch: (key) => { mark.run(key); },
    answer: (key, result) => { conclude.run(JSON.stringify(result), key); },
    forget: (key) => { remove.run(key); },
    forgetBegun: () => { removeBegun.run(); },
    forgetBefore: (instant) => { removeOld.run(instant); },
  };
}

const kept = z.object({ step, result: z.string().nullable() });
