import type { Reader } from '#services/kernel/tables.ts';
import { everyPort, switches, type Switch } from './switches.store.ts';

const off = ['paused', 'cut'] as const;

/** What holds up a port: its own switch or that of everything, the stronger of the two. Without a port (events, messages): that of everything. */
export async function switchedOff(reader: Pick<Reader, 'find'>, port?: string): Promise<Switch | undefined> {
  const found = await reader.find(switches, { port: { in: port === undefined ? [everyPort] : [port, everyPort] }, state: { in: off } });
  return found.find(({ state }) => state === 'cut') ?? found[0];
}
