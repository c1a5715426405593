import type { Log } from '#services/kernel/context.ts';
import { isFailure } from '#services/kernel/failure.ts';

/** How many at a time: their commits and look-ups overlap. */
const atOnce = 8;
/** So many without an answer in one page: the other side is away, and the rest would only wait in vain. */
const patience = 5;

export interface Failed { readonly refused: number; readonly unanswered: number }

/**
 * Does one thing for many, some at a time. One that fails holds up no other: what is refused is counted, what got no answer too, for it may be
 * tried again. When the other side is away altogether its failure is thrown.
 */
export async function goThrough<T>(log: Pick<Log, 'warn'>, many: readonly T[], one: (each: T) => Promise<void>): Promise<Failed> {
  let [refused, unanswered] = [0, 0];
  for (let index = 0; index < many.length; index += atOnce) {
    const ends = await Promise.allSettled(many.slice(index, index + atOnce).map(one));
    for (const end of ends) {
      if (end.status === 'fulfilled') continue;
      const error: unknown = end.reason;
      if (!isFailure(error)) throw error;
      log.warn({ failure: error.type }, 'one of many failed; the others go on');
      if (error.data.retry === 'never') refused += 1;
      else unanswered += 1;
      if (unanswered >= patience) throw error;
    }
  }
  return { refused, unanswered };
}
