import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';

const lookEveryMs = 2;

/** A process in whose hands a mail is that it has not begun to send: frozen now, it will wake up with it when another one has sent it. */
const holding = `
  SELECT l.owner, i.id FROM outbox_lanes l JOIN outbox_items i ON i.municipality = l.municipality AND i.lane = l.lane
  WHERE l.leasedUntil > ? AND i.state = 'waiting' AND i.begun = 0 AND i.name LIKE 'messaging.%' LIMIT 1`;

/** What it has begun and not ended. */
const beginning = `
  SELECT i.name FROM outbox_lanes l JOIN outbox_items i ON i.municipality = l.municipality AND i.lane = l.lane
  WHERE l.owner LIKE '%-' || ? || '/%' AND i.state = 'waiting' AND i.begun = 1`;

export interface Catching {
  readonly dataDir: string;
  /** Processes that may be frozen. */
  readonly ours: ReadonlySet<number>;
  readonly withinMs: number;
  /** `<port>.<operation>` of what has no key at the other side: who stands still between marking such a thing and asking for it asks too late, and no lease can prevent it. */
  readonly unkeyed: ReadonlySet<string>;
}

/**
 * Freezes a process at the moment that fencing is made for, and gives its number. It is let go again when it stopped elsewhere: with the mail
 * begun, with something begun that is only looked up, or with the lock of the database, so that nobody could take over. Nothing when no such
 * moment comes in time.
 */
export async function catchSender({ dataDir, ours, withinMs, unkeyed }: Catching): Promise<number | undefined> {
  const database = new DatabaseSync(join(dataDir, 'eid.sqlite'), { timeout: 0 });
  const hasBegun = (pid: number) => database.prepare(beginning).all(String(pid)).some(({ name }) => unkeyed.has(String(name)));
  try {
    for (const limit = performance.now() + withinMs; performance.now() < limit; await pause(lookEveryMs)) {
      const caught = look(database, ours);
      if (!caught) continue;
      process.kill(caught.pid, 'SIGSTOP');
      if (look(database, ours)?.item === caught.item && !hasBegun(caught.pid) && await canBeWritten(database)) return caught.pid;
      process.kill(caught.pid, 'SIGCONT');
    }
    return undefined;
  } finally {
    database.close();
  }
}

function look(database: DatabaseSync, ours: ReadonlySet<number>): { readonly pid: number; readonly item: string } | undefined {
  const row = database.prepare(holding).get(Date.now());
  // A node is called by its machine and process.
  const pid = Number(/-(\d+)\//.exec(String(row?.['owner']))?.[1]);
  return row && ours.has(pid) ? { pid, item: String(row['id']) } : undefined;
}

async function canBeWritten(database: DatabaseSync): Promise<boolean> {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    try {
      database.exec('BEGIN IMMEDIATE; ROLLBACK');
      return true;
    } catch {
      // The other process may be writing.
      await pause(lookEveryMs);
    }
  }
  return false;
}
