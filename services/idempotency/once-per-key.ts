import { failures } from '#services/kernel/failure.ts';
import { isSilent } from '#services/kernel/sign-of-life.ts';
import type { Store, Tables, TurnTables } from '#services/kernel/tables.ts';
import type { ClaimedIndex } from '#services/kernel/unit-of-work.ts';
import { answers, type Answer } from './answers.store.ts';

export const idempotencyFailures = failures('idempotency', {
  'key-reused': { status: 422, retry: 'never', title: 'This Idempotency-Key was used for another request.' },
  'in-progress': { status: 409, retry: 'safe', title: 'The request with this Idempotency-Key is still being carried out; try again in a moment.' },
});

export interface KeyedRequest {
  readonly municipality: string; readonly action: string;
  /** After so much silence what another node held is taken over. Milliseconds of real time. */
  readonly takeOverAfterMs: number;
  /** Takes the turn of this key, and gives its blind indexes and those of the request under every key. */
  readonly claim: (tables: TurnTables) => Promise<{ readonly id: ClaimedIndex; readonly request: ClaimedIndex }>;
}
export interface KeyedAnswer { readonly answer: unknown; readonly replayed: boolean }

/** Who carries a request out says so every few seconds; after some silence it died with its process, and is carried out anew. */
const aliveEveryMs = 2_000;
/** A process that is only busy is not taken to have died. */
const leastSilenceMs = 8_000;

/**
 * Carries a request out once per key. `run` gets the means to keep the answer in its own last transaction; an answer that was not kept
 * there is kept right after. A request that fails leaves nothing behind, so it may be tried again with the same key.
 */
export async function oncePerKey(
  store: Store, realNow: () => number, asked: KeyedRequest,
  run: (keep: (tables: Tables, answer: unknown) => Promise<void>) => Promise<unknown>,
): Promise<KeyedAnswer> {
  const { municipality } = asked;
  const begunAt = realNow();
  const { id, known } = await store.transaction(municipality, (tables) => begin(tables, asked, begunAt));
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

/** Marks the key as begun by us; or gives the row of who did so before, unless that one died with its process. */
async function begin(tables: TurnTables, { action, claim, takeOverAfterMs }: KeyedRequest, begunAt: number): Promise<{ readonly id: string; readonly known?: Answer }> {
  const { id, request } = await claim(tables);
  const known = await tables.first(answers, { id: { in: id.all } });
  if (!known) {
    await tables.insert(answers, { id: id.newest, action, request: request.newest, state: 'begun', begunAt });
    return { id: id.newest };
  }
  if (known.action !== action || !request.all.includes(known.request)) {
    throw idempotencyFailures['key-reused']({ issues: [{ in: 'header', name: 'Idempotency-Key', detail: 'use a new key for a new request' }] });
  }
  const died = known.state === 'begun' && isSilent(known.begunAt, begunAt, Math.max(leastSilenceMs, takeOverAfterMs));
  if (died && await tables.update(answers, { id: known.id, begunAt: known.begunAt }, { begunAt }) === 1) return { id: known.id };
  return { id: known.id, known };
}
