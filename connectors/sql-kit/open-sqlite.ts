import { setImmediate } from 'node:timers/promises';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { sqliteDialect } from './sql-dialects.ts';
import type { SqlQuery, SqlSource } from './sql-source.ts';
import { SqlTrouble } from './sql-trouble.ts';

const waitForOthersMs = 2_000;
const rowsBetweenBreaths = 500;

/** A database in a file. It is opened anew for each question, so that a file that was put in its place counts from then on; no question writes it. */
export function openSqlite({ file }: { readonly file: string }): SqlSource {
  return {
    dialect: sqliteDialect,
    async* rows({ text, values }, signal) {
      let db: DatabaseSync | undefined;
      try {
        db = new DatabaseSync(file, { readOnly: true, timeout: waitForOthersMs });
        let read = 0;
        for (const row of db.prepare(text).iterate(plain(values))) {
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
    // The library is asked and answers at once: nothing is ever on its way.
    execute: ({ text, values }, signal) => new Promise((resolve, reject) => {
      let db: DatabaseSync | undefined;
      try {
        signal.throwIfAborted();
        // The file of somebody else: one that is not there is not made.
        db = new DatabaseSync(`${pathToFileURL(file).href}?mode=rw`, { timeout: waitForOthersMs });
        db.prepare(text).run(plain(values));
        resolve();
      } catch (error) {
        reject(troubleOf(error, file, signal));
      } finally {
        db?.close();
      }
    }),
    close: () => Promise.resolve(),
  };
}

const plain = (values: SqlQuery['values']) => Object.fromEntries(Object.entries(values).map(([name, { value }]) => [name, value]));

const words = z.object({ errcode: z.int(), message: z.string() });
const [busy, locked, readOnly, cantOpen, notADatabase] = [5, 6, 8, 14, 26];
/** SQLITE_CONSTRAINT_PRIMARYKEY and _UNIQUE. */
const uniqueBroken = new Set([1555, 2067]);

function troubleOf(error: unknown, file: string, signal: AbortSignal): SqlTrouble {
  if (error instanceof SqlTrouble) return error;
  if (signal.aborted) return new SqlTrouble('unavailable', 'reachability', `${file}: no answer in time`);
  const { errcode, message } = words.safeParse(error).data ?? { errcode: 0, message: '' };
  const primary = errcode & 0xff;
  if (uniqueBroken.has(errcode)) return new SqlTrouble('twice', 'reachability', `${file}: this row stands there already`);
  if (primary === busy || primary === locked) return new SqlTrouble('unavailable', 'reachability', `${file}: somebody is writing in it; it passes by itself`);
  if (primary === readOnly) return new SqlTrouble('misconfigured', 'rights', `${file}: it may not be written`);
  if (primary === cantOpen) return new SqlTrouble('misconfigured', 'reachability', `${file}: there is no such file, or it may not be read`);
  if (primary === notADatabase) return new SqlTrouble('misconfigured', 'reachability', `${file}: this is no SQLite database`);
  if (/^no such (table|column)/.test(message)) return new SqlTrouble('misconfigured', 'mapping', `${file}: the table or a column of the mapping is not there`);
  return new SqlTrouble('refused', 'reachability', `${file}: error ${errcode}, which we do not know`);
}
