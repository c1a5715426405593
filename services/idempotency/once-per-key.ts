import { failures } from '#services/kernel/failure.ts';
import type { Store, Tables } from '#services/kernel/tables.ts';
import { answers } from './answers.store.ts';

export const idempotencyFailures = failures('idempotency', {
  'key-reused': { status: 422, retry: 'never', title: 'This Idempotency-Key was used for another request.' },
  'in-progress': { status: 409, retry: 'safe', title: 'The request with this Idempotency-Key is still being carried out; try again in a moment.' },
});

export interface KeyedRequest { readonly municipality: string; readonly id: string; readonly action: string; readonly request: string }
export interface KeyedAnswer { readonly answer: unknown; readonly replayed: boolean }

/** Who carries a request out says so every few seconds; after some silence it died with its process, and is carried out anew. */
const aliveEveryMs = 2_000;
const abandonedAfterMs = 8_000;

/**
 * Carries a request out once per key. `run` gets the means to keep the answer in its own last transaction; an answer that was not kept
 * there is kept right after. A request that fails leaves nothing behind, so it may be tried again with the same key.
 */
export async function oncePerKey(
  store: Store, realNow: () => number, asked: KeyedRequest,
  run: (keep: (tables: Tables, answer: unknown) => Promise<void>) => Promise<unknown>,
): Promise<KeyedAnswer> {
  const { municipality, id, action, request } = asked;
  const begunAt = realNow();
  const known = await store.transaction(municipality, async (tables) => {
    if (await tables.insertIfNew(answers, { id, action, request, state: 'begun', begunAt })) return undefined;
    const row = await tables.first(answers, { id });
    if (row?.state === 'begun' && row.request === request && row.begunAt < begunAt - abandonedAfterMs) {
      const taken = await tables.update(answers, { id, begunAt: row.begunAt }, { begunAt });
      if (taken === 1) return undefined;
    }
    return row;
  });
  if (known && (known.action !== action || known.request !== request)) {
    throw idempotencyFailures['key-reused']({ issues: [{ in: 'header', name: 'Idempotency-Key', detail: 'use a new key for a new request' }] });
  }
  if (known?.state === 'begun') throw idempotencyFailures['in-progress']();
  if (known) return { answer: known.answer, replayed: true };

  let kept = false;
  // Every sign of life that we gave or may have given: whoever took over in between wrote another one.
  const signs = [begunAt];
  const ours = { id, state: 'begun', begunAt: { in: signs } } as const;
  const keep = async (tables: Tables, answer: unknown) => {
    // Taken to have died, and begun anew by another one: then nothing of this one may be committed.
    if (await tables.update(answers, ours, { state: 'answered', answer }) === 0) throw idempotencyFailures['in-progress']();
    kept = true;
  };
  const alive = setInterval(() => {
    const sign = realNow();
    signs.push(sign);
    // One that cannot be written is made up for by the next one.
    void store.transaction(municipality, (tables) => tables.update(answers, ours, { begunAt: sign })).catch(() => undefined);
  }, aliveEveryMs);
  try {
    const answer = await run(keep);
    if (!kept) await store.transaction(municipality, (tables) => keep(tables, answer));
    return { answer, replayed: false };
  } catch (error) {
    // Kept or not is for the database to say: the transaction that kept it may have failed after all.
    await store.transaction(municipality, (tables) => tables.remove(answers, ours)).catch(() => undefined);
    throw error;
  } finally {
    clearInterval(alive);
  }
}
