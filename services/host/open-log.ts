import { pino, type DestinationStream } from 'pino';
import type { Log } from '#services/kernel/context.ts';
import { whereabouts } from '#services/observe/under-way.ts';
import { redactFields, redactText } from './redact-fields.ts';

/** Structured lines on standard error: standard output belongs to the commands. Each says on which node, and in which trace and municipality where that is known. What gives a person away is taken out of each, should it ever come so far. */
export function openLog(level: string, node: string, destination: DestinationStream = pino.destination({ dest: 2, sync: false })): Log {
  const log = pino({ level, base: { node } }, destination);
  return {
    info: (fields, message) => { log.info(redactFields({ ...whereabouts(), ...fields }), redactText(message)); },
    warn: (fields, message) => { log.warn(redactFields({ ...whereabouts(), ...fields }), redactText(message)); },
    error: (fields, message) => { log.error(redactFields({ ...whereabouts(), ...fields }), redactText(message)); },
  };
}
