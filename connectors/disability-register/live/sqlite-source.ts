import { setImmediate } from 'node:timers/promises';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { sqliteDialect } from './sql-dialects.ts';
import type { SqliteSettings } from './sql-settings.ts';
import { RegisterTrouble } from './register-trouble.ts';
import type { SqlSource } from './sql-source.ts';

const waitForOthersMs = 2_000;
const rowsBetweenBreaths = 500;

/** A register in a file. It is opened anew for each question, so that a file that was put in its place counts from then on; it is never written. */
export function openSqlite({ file }: SqliteSettings): SqlSource {
  return {
    dialect: sqliteDialect,
    async* rows({ text, values }, signal) {
      let db: DatabaseSync | undefined;
      try {
        db = new DatabaseSync(file, { readOnly: true, timeout: waitForOthersMs });
        let read = 0;
        for (const row of db.prepare(text).iterate(Object.fromEntries(Object.entries(values).map(([name, { value }]) => [name, value])))) {
          yield row;
          read += 1;
          if (read % rowsBetweenBreaths === 0) {
            await setImmediate();
            signal.throwIfAborted();
          }
        }
      } catch (error) {
        throw troubleOf(error, file, signal);
      } finally {
        db?.close();
      }
    },
    close: () => Promise.resolve(),
  };
}

const words = z.object({ errcode: z.int(), message: z.string() });
const [busy, locked, cantOpen, notADatabase] = [5, 6, 14, 26];

function troubleOf(error: unknown, file: string, signal: AbortSignal): RegisterTrouble {
  if (error instanceof RegisterTrouble) return error;
  if (signal.aborted) return new RegisterTrouble('unavailable', 'reachability', `${file}: no answer in time`);
  const { errcode, message } = words.safeParse(error).data ?? { errcode: 0, message: '' };
  const primary = errcode & 0xff;
  if (primary === busy || primary === locked) return new RegisterTrouble('unavailable', 'reachability', `${file}: somebody is writing in it; it passes by itself`);
  if (primary === cantOpen) return new RegisterTrouble('misconfigured', 'reachability', `${file}: there is no such file, or it may not be read`);
  if (primary === notADatabase) return new RegisterTrouble('misconfigured', 'reachability', `${file}: this is no SQLite database`);
  if (/^no such (table|column)/.test(message)) return new RegisterTrouble('misconfigured', 'mapping', `${file}: the table or a column of the mapping is not there`);
  return new RegisterTrouble('refused', 'reachability', `${file}: error ${errcode}, which we do not know`);
}
