import { isFailure } from '#services/kernel/failure.ts';
import type { Store } from '#services/kernel/tables.ts';
import { labelOf } from './label-of.ts';
import type { Metrics } from './metrics.ts';
import { underWay } from './under-way.ts';

/** The store with its transactions counted and timed. */
export function watchStore(store: Store, metrics: Pick<Metrics, 'transactions' | 'transactionSeconds'> | undefined, steadyNow: () => number): Store {
  const timed = async <T>(run: () => Promise<T>): Promise<T> => {
    const began = steadyNow();
    let result = 'committed';
    try {
      return await run();
    } catch (error) {
      result = isFailure(error) ? error.type : 'house.broken';
      throw error;
    } finally {
      metrics?.transactions.inc({ result: labelOf(result) });
      metrics?.transactionSeconds.observe((steadyNow() - began) / 1_000);
    }
  };
  // Units of work that share a commit run one after the other in the turn of the first: each must still know what it belongs to.
  const own = <A, T>(body: (given: A) => Promise<T>): ((given: A) => Promise<T>) => {
    const mine = underWay.getStore();
    return (given) => underWay.run(mine, () => body(given));
  };
  return { ...store, transaction: (municipality, body) => timed(() => store.transaction(municipality, own(body))), system: (body) => timed(() => store.system(own(body))) };
}
