import { clocks } from '#services/tenancy/business-clock.ts';
import type { Engine } from './engine.ts';

/** Whether work may be sent to this node now: it runs, has its database, and reaches the other nodes, and the programs that ask over the bus, where there are any. */
export interface Readiness {
  readonly status: 'UP' | 'DOWN';
  readonly components: Readonly<Record<'node' | 'store' | 'bus', { readonly status: 'UP' | 'DOWN' }>>;
}

/** Who asks for it asks often, and does not wait long. */
const patienceMs = 2_000;

export async function readinessOf({ store, municipalities }: Pick<Engine, 'store' | 'municipalities'>, { runs, busIsUp }: { readonly runs: boolean; readonly busIsUp: boolean }): Promise<Readiness> {
  const [anywhere = ''] = municipalities.keys();
  // A look without a transaction: it waits for no writer.
  const storeIsUp = runs && await answersWithin(patienceMs, store.reader(anywhere).count(clocks, {}));
  const say = (up: boolean) => ({ status: up ? 'UP' : 'DOWN' } as const);
  return { status: say(runs && storeIsUp && busIsUp).status, components: { node: say(runs), store: say(storeIsUp), bus: say(busIsUp) } };
}

async function answersWithin(ms: number, question: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => { timer = setTimeout(() => resolve(false), ms); });
  const answered = await Promise.race([question.then(() => true, () => false), late]);
  clearTimeout(timer);
  return answered;
}
