import { items, lanes, never } from '#services/outbox/outbox.store.ts';
import type { Scoped } from '#services/kernel/tables.ts';
import { letters } from '#services/outbox/letters.store.ts';
import { everyPort, restorePort, switches, type Switch } from '#services/outbox/switches.store.ts';
import type { Engine } from './engine.ts';
import type { House } from './open-house.ts';

export interface Health {
  readonly status: 'UP' | 'DOWN';
  readonly node: string;
  readonly components: Readonly<Record<string, { readonly status: 'UP' | 'DOWN'; readonly details?: Readonly<Record<string, unknown>> }>>;
}

/** Can this node do its work? Figures only, no personal data. */
export async function healthOf({ engine }: Pick<House, 'engine'>): Promise<Health> {
  try {
    const municipality = { in: [...engine.municipalities.keys()] };
    const outbox = await engine.store.system(async (tables) => ({
      lanesWaiting: await tables.count(lanes, { municipality, dueAt: { lt: never } }),
      waitingForAPerson: await tables.count(items, { municipality, state: { in: ['failed', 'parked'] } }),
      deadLetters: await tables.count(letters, { municipality, state: 'waiting' }),
      connectors: stillConnectors(engine, await tables.find(switches, { municipality })),
    }));
    return {
      status: 'UP', node: engine.node,
      components: { store: { status: 'UP', details: { dialect: engine.store.dialect } }, outbox: { status: 'UP', details: outbox } },
    };
  } catch {
    return { status: 'DOWN', node: engine.node, components: { store: { status: 'DOWN' } } };
  }
}

/** Per connector, in how many municipalities it is paused or cut, and in how many its circuit is not closed on this node. Those that simply run are left out. */
function stillConnectors({ municipalities, circuits }: Engine, off: readonly (Pick<Switch, 'port' | 'state'> & Scoped)[]): Readonly<Record<string, Readonly<Record<'paused' | 'cut' | 'open', number>>>> {
  const ports = new Set([everyPort, restorePort, ...[...municipalities.values()].flatMap(({ connectors }) => [...connectors.keys()])]);
  const count = (port: string, state: Switch['state']) => off.filter((row) => row.port === port && row.state === state).length;
  const open = (port: string) => [...municipalities.keys()].filter((municipality) => circuits.stateOf(municipality, port) !== 'closed').length;
  return Object.fromEntries([...ports].map((port) => [port, { paused: count(port, 'paused'), cut: count(port, 'cut'), open: open(port) }] as const)
    .filter(([, { paused, cut, open: opened }]) => paused + cut + opened > 0));
}
