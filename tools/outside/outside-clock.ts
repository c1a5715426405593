import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { instantSchema } from '#services/belgium/instant.ts';
import { defineLever, type Lever } from '#services/kernel/connector.ts';

export interface OutsideClock { readonly now: () => number; readonly lever: Lever }

const kept = z.object({ aheadMs: z.int() });

/**
 * What time it is outside, for one municipality: as far ahead of real time as its business time was moved. It stands in a file, which outlives the
 * process and holds for all that serve this folder.
 */
export function openOutsideClock(folder: string, realNow: () => number): OutsideClock {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'clock.json');
  const now = () => realNow() + readKept(file);
  return {
    now,
    lever: defineLever('Moves the time of the outside forward, never back.', z.strictObject({ until: instantSchema }), z.object({ now: z.int() }), ({ until }) => {
      if (until > now()) {
        const own = `${file}.${process.pid}`;
        writeFileSync(own, JSON.stringify({ aheadMs: until - realNow() }));
        renameSync(own, file);
      }
      return { now: now() };
    }),
  };
}

function readKept(file: string): number {
  return existsSync(file) ? kept.parse(JSON.parse(readFileSync(file, 'utf8'))).aheadMs : 0;
}
