import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { answersIn, type Answers } from './answers.ts';
import { deliveriesIn, type Deliveries } from './deliveries.ts';
import { endedIn, type Ended } from './ended.ts';
import { noticesIn, type Notices } from './notices.ts';
import { requestsIn, type Requests } from './requests.ts';
import { toldIn, type Told } from './told.ts';

/** All that an agent has to know again after it died: ciphertext, ids and codes. No PIN, no code, no image, nothing that was read from a card ever comes here. */
export interface Keeping {
  readonly deliveries: Deliveries;
  readonly answers: Answers;
  readonly requests: Requests;
  readonly notices: Notices;
  readonly told: Told;
  readonly ended: Ended;
  /** All of it is on the disk when this is over, or none of it. */
  together<T>(body: () => T): T;
  close(): void;
}

export class KeepingInUse extends Error {
  override readonly name = 'KeepingInUse';
  constructor() { super('another agent runs with this home folder'); }
}

/** SQLITE_BUSY; the upper bits say of what. */
const held = z.object({ errcode: z.int().refine((code) => (code & 0xff) === 5) });

/** The durable file of one agent. Held alone: two agents with one key would answer for each other. @throws KeepingInUse */
export function openKeeping(home: string): Keeping {
  const db = new DatabaseSync(join(home, 'queue.sqlite'), { timeout: 0 });
  try {
    db.exec(`
      PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;
      BEGIN IMMEDIATE;
      CREATE TABLE IF NOT EXISTS deliveries (
        entry INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, message TEXT NOT NULL, payload TEXT NOT NULL, envelope TEXT, at INTEGER NOT NULL,
        tries INTEGER NOT NULL DEFAULT 0, not_before INTEGER NOT NULL DEFAULT 0);
      CREATE TABLE IF NOT EXISTS answers (key TEXT PRIMARY KEY, operation TEXT NOT NULL, step TEXT NOT NULL, result TEXT, at INTEGER NOT NULL);
      CREATE TABLE IF NOT EXISTS requests (request TEXT PRIMARY KEY, visit TEXT NOT NULL, kind TEXT NOT NULL, asked TEXT NOT NULL, step TEXT NOT NULL, at INTEGER NOT NULL);
      CREATE TABLE IF NOT EXISTS notices (entry INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, what TEXT NOT NULL, why TEXT NOT NULL);
      CREATE TABLE IF NOT EXISTS told (request TEXT PRIMARY KEY, count INTEGER NOT NULL);
      CREATE TABLE IF NOT EXISTS ended (visit TEXT PRIMARY KEY, at INTEGER NOT NULL);
      COMMIT;`);
  } catch (error) {
    db.close();
    throw held.safeParse(error).success ? new KeepingInUse() : error;
  }
  return {
    deliveries: deliveriesIn(db), answers: answersIn(db), requests: requestsIn(db), notices: noticesIn(db), told: toldIn(db), ended: endedIn(db),
    together: (body) => {
      db.exec('BEGIN IMMEDIATE');
      try {
        const result = body();
        db.exec('COMMIT');
        return result;
      } catch (error) {
        db.exec('ROLLBACK');
        throw error;
      }
    },
    close: () => { db.close(); },
  };
}
