import { pino } from 'pino';
import type { Log } from '#services/kernel/context.ts';

/** Structured lines on standard error: standard output belongs to the commands. */
export function openLog(level: string, node: string): Log {
  const log = pino({ level, base: { node } }, pino.destination({ dest: 2, sync: false }));
  return {
    info: (fields, message) => { log.info(fields, message); },
    warn: (fields, message) => { log.warn(fields, message); },
    error: (fields, message) => { log.error(fields, message); },
  };
}
