import { destroyExpired } from '#services/vault/sealed-vault.ts';
import type { Engine } from './engine.ts';

const lookEveryMs = 10 * 60_000;

/**
 * Destroys ciphertext that has reached the legal limit, whoever still refers to it. By the real clock: a sandbox that moves business time
 * shortens nobody's limit. Looks at most every ten minutes, on any node.
 */
export function legalLimit(engine: Engine): () => Promise<number> {
  let looked = Number.NEGATIVE_INFINITY;
  return async () => {
    const realNow = engine.realNow();
    if (realNow < looked + lookEveryMs) return 0;
    looked = realNow;
    const destroyed = await engine.store.system((tables) => destroyExpired(tables, realNow));
    if (destroyed > 0) engine.log.warn({ destroyed }, 'ciphertext reached the legal limit and was destroyed');
    return destroyed;
  };
}
