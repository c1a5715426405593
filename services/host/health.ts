import { items, lanes, never } from '#services/outbox/outbox.store.ts';
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
    }));
    return {
      status: 'UP', node: engine.node,
      components: { store: { status: 'UP', details: { dialect: engine.store.dialect } }, outbox: { status: 'UP', details: outbox } },
    };
  } catch {
    return { status: 'DOWN', node: engine.node, components: { store: { status: 'DOWN' } } };
  }
}
