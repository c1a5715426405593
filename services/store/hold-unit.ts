import { AsyncLocalStorage } from 'node:async_hooks';
import type { Transaction } from 'sequelize';
import { isFailure } from '#services/kernel/failure.ts';
import { storeErrorOf } from './store-failures.ts';

/** A unit of work's hold on its transaction: all of its statements go through here. */
export interface Unit {
  readonly transaction: Transaction;
  run<R>(statement: () => Promise<R>): Promise<R>;
}

interface State { open: boolean; spoilt?: { readonly by: unknown } }

const within = new AsyncLocalStorage<State>();

/** The inner one would wait for the outer one, which waits for the inner one. */
export function refuseInsideUnit(): void {
  if (within.getStore()?.open) throw new Error('a transaction was begun inside a transaction: use the tables that the outer one was given');
}

/**
 * Runs a body to its end, in which no statement is left behind: one that was not waited for (`Promise.all` gives up at the first error) would
 * otherwise be committed with another unit of work. A failed statement ends the unit on every database, as it does on PostgreSQL.
 */
export async function holdUnit<T>(transaction: Transaction, body: (unit: Unit) => Promise<T>): Promise<T> {
  const state: State = { open: true };
  const running = new Set<Promise<unknown>>();
  const unit: Unit = {
    transaction,
    run: async (statement) => {
      if (!state.open) throw new Error('this unit of work is over: one of its statements was not waited for');
      if (state.spoilt) throw state.spoilt.by;
      const answer = statement();
      running.add(answer);
      try {
        return await answer;
      } catch (error) {
        state.spoilt ??= { by: storeErrorOf(error) };
        throw storeErrorOf(error);
      } finally {
        running.delete(answer);
      }
    },
  };
  const ending = await within.run(state, () => body(unit)).then((value) => ({ value }), (error: unknown) => ({ error }));
  state.open = false;
  await Promise.allSettled(running);
  if ('error' in ending) throw repeatable(state) ?? ending.error;
  if (state.spoilt) throw state.spoilt.by;
  return ending.value;
}

/** What the database said counts where the unit may simply be repeated; else the body knows better what went wrong. */
function repeatable({ spoilt }: State): unknown {
  return isFailure(spoilt?.by) && spoilt.by.data.retry === 'safe' ? spoilt.by : undefined;
}
