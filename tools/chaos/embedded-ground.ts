import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { beginning, holding, lookEveryMs } from './catch-sender.ts';
import type { Ground } from './ground.ts';

/** One file in the data folder, which processes of one machine share. */
export function embeddedGround(dataDir: string): Ground {
  const file = join(dataDir, 'eid.sqlite');
  const nothingToCut = () => Promise.reject(new Error('there is neither bus nor database server here'));
  return {
    environmentOf: () => ({}),
    silenceSeconds: 2,
    databaseUrl: '',
    withLanes: async (look) => {
      const database = new DatabaseSync(file, { timeout: 0 });
      const ask = (sql: string) => database.prepare(sql).all();
      try {
        return await look({
          held: () => Promise.resolve(ask(holding(Date.now()))),
          begunBy: (pid) => Promise.resolve(ask(beginning(pid)).map(({ name }) => String(name))),
          othersMayWrite: () => canBeWritten(database),
        });
      } finally {
        database.close();
      }
    },
    read: (sql) => {
      const database = new DatabaseSync(file, { readOnly: true });
      const rows = database.prepare(sql).all();
      database.close();
      return Promise.resolve(rows);
    },
    streamed: () => Promise.resolve(null),
    outage: nothingToCut,
    cut: nothingToCut,
    stop: () => Promise.resolve(),
  };
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
