import type { Reader } from '#services/kernel/tables.ts';
import type { OutboxControls } from './outbox-controls.ts';
import { items } from './outbox.store.ts';
import { everyPort, restorePort, switches } from './switches.store.ts';

/** Every connector of a municipality and the whole of its outbox, with what stands still and how much of it. */
export async function listSwitches(reader: Reader, municipality: string, { node, effectsOf, circuitOf }: OutboxControls) {
  const rows = new Map((await reader.find(switches, {})).map((row) => [row.port, row]));
  const everything = [everyPort, ...(rows.has(restorePort) ? [restorePort] : [])].map((port) => ({ port, which: { state: 'waiting' } as const }));
  const all = [...everything, ...[...effectsOf(municipality)].map(([port, names]) => (
    { port, which: { state: 'waiting', kind: 'effect', name: { in: names } } as const }))];
  return {
    node,
    switches: await Promise.all(all.map(async ({ port, which }) => {
      const oldest = await reader.first(items, which, { by: [['createdAt', 'asc']], limit: 1 });
      const { state = 'running' as const, why = null, by = null, since = null } = rows.get(port) ?? {};
      return { port, state, circuit: port === everyPort || port === restorePort ? null : circuitOf(municipality, port), why, by, since, waiting: await reader.count(items, which), oldest: oldest?.createdAt ?? null };
    })),
  };
}
