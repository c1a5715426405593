import type { Deliver } from '#services/kernel/connector.ts';

/** Tells whichever process of the middleware takes it in. Fails when none does: then it is told again later. */
export function tellHouses(addresses: () => readonly string[], tell: ((at: string) => Deliver) | undefined): Deliver {
  return async (...message) => {
    if (!tell) throw new Error('this system has no way back to the middleware');
    let refused: unknown = new Error('no middleware is known: see --middleware');
    for (const at of addresses()) {
      try {
        return await tell(at)(...message);
      } catch (error) {
        refused = error;
      }
    }
    throw refused;
  };
}
