import { pino, type DestinationStream } from 'pino';
import type { Log } from '#services/kernel/context.ts';
import { redactFields, redactText } from './redact-fields.ts';

/** Structured lines on standard error: standard output belongs to the commands. What gives a person away is taken out of each, should it ever come so far. */
export function openLog(level: string, node: string, destination: DestinationStream = pino.destination({ dest: 2, sync: false })): Log {
  const log = pino({ level, base: { node } }, destination);
  return {
    info: (fields, message) => { log.info(redactFields(fields), redactText(message)); },
    warn: (fields, message) => { log.warn(redactFields(fields), redactText(message)); },
    error: (fields, message) => { log.error(redactFields(fields), redactText(message)); },
  };
}
