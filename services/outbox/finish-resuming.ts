import type { Tables } from '#services/kernel/tables.ts';
import { switches } from './switches.store.ts';
import { wakeSome, type Held } from './wake-lanes.ts';

/** Runs one transaction on the municipality that is resumed: `ctx.work`, or the store itself. */
export type InTransaction = <T>(body: (tables: Tables) => Promise<T>) => Promise<T>;

/**
 * Wakes all that waited for a switch that is `resuming`, then takes its row away: in as many transactions as it takes, and again from the start
 * after a crash. Whoever removes a switch ends here: lanes that it put to rest do not wake by themselves.
 */
export async function finishResuming(run: InTransaction, port: string, held: Held): Promise<void> {
  for (let after = await run((tables) => wakeSome(tables, held)); after !== undefined;) {
    const from = after;
    after = await run((tables) => wakeSome(tables, held, from));
  }
  await run((tables) => tables.remove(switches, { port, state: 'resuming' }));
}
