import type { Work } from './context.ts';
import { isFailure } from './failure.ts';

export interface Showing<T> {
  readonly work: <R>(body: (work: Work) => Promise<R>) => Promise<R>;
  /** Marks the login as used if nobody did; how many rows that were. */
  readonly claim: (work: Work) => Promise<number>;
  /** Takes the mark away. */
  readonly release: (work: Work) => Promise<unknown>;
  /** Shows the code to the login service. */
  readonly show: () => Promise<T>;
}

/**
 * Shows the code of a login on behalf of one caller only, whatever node the others reached: who shows a code twice takes the tokens of the first away (RFC 6749,
 * 4.1.2), and then neither is logged in. The mark is made before and stands when the process dies: the person begins anew. It is taken away where the code is
 * still good (`safe`), and where it was another login's (`refused`): the right one may still come. Undefined: somebody else has it.
 */
export async function showCodeOnce<T>({ work, claim, release, show }: Showing<T>): Promise<{ readonly told: T } | undefined> {
  if (await work(claim) === 0) return undefined;
  try {
    return { told: await show() };
  } catch (error) {
    if (isFailure(error) && (error.data.retry === 'safe' || error.type.endsWith('.refused'))) await work(release);
    throw error;
  }
}
