import type { Reader } from '#services/kernel/tables.ts';
import { everyPort, restorePort, switches, type Switch } from './switches.store.ts';

const off = ['paused', 'cut'] as const;

/** What holds up a port: its own switch, that of everything or the pause of a restore, the strongest of them. Without a port (events, messages): the last two. */
export async function switchedOff(reader: Pick<Reader, 'find'>, port?: string): Promise<Switch | undefined> {
  const found = await reader.find(switches, { port: { in: port === undefined ? [everyPort, restorePort] : [port, everyPort, restorePort] }, state: { in: off } });
  return found.find(({ state }) => state === 'cut') ?? found[0];
}
