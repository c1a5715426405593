import { column, defineTable } from '#services/kernel/table.ts';
import { defineMigration } from '#services/kernel/migration.ts';
import type { Store } from '#services/kernel/tables.ts';

/** How far a municipality's business time is from real time: only a sandbox may move it. */
export const clocks = defineTable('tenancy_clocks', {
  name: column.text(20),
  offsetMs: column.integer(),
}, { key: ['name'] });

export const tenancy001 = defineMigration('tenancy/001-clocks', async (schema) => {
  await schema.createTable('tenancy_clocks', { name: column.text(20), offsetMs: column.integer() }, { key: ['name'] });
});

/**
 * Business time per municipality: what day it is, when visits are, which deadlines have passed. Never used for tokens, leases or
 * back-off: those run on real time.
 */
export interface BusinessClock {
  now(municipality: string): number;
  /** Moves business time forward; it never goes back. */
  advance(municipality: string, byMs: number): Promise<number>;
  /** Takes over what other nodes have moved. */
  refresh(): Promise<void>;
}

export async function openBusinessClock(store: Store, municipalities: readonly string[], realNow: () => number): Promise<BusinessClock> {
  const offsets = new Map<string, number>();
  const refresh = async () => {
    const rows = await store.system((tables) => tables.find(clocks, { name: 'business' }));
    // What was read may be older than what was moved here meanwhile: business time never goes back.
    for (const { municipality, offsetMs } of rows) offsets.set(municipality, Math.max(offsetMs, offsets.get(municipality) ?? 0));
  };
  await refresh();
  const now = (municipality: string) => realNow() + (offsets.get(municipality) ?? 0);
  return {
    now,
    refresh,
    advance: async (municipality, byMs) => {
      if (!municipalities.includes(municipality)) throw new Error('unknown municipality');
      if (byMs < 0) throw new Error('business time never goes back');
      const offsetMs = await store.transaction(municipality, async (tables) => {
        if (await tables.insertIfNew(clocks, { name: 'business', offsetMs: byMs })) return byMs;
        // Writing the row locks it: two who move the clock at once add up.
        await tables.update(clocks, { name: 'business' }, { name: 'business' });
        const moved = ((await tables.first(clocks, { name: 'business' }))?.offsetMs ?? 0) + byMs;
        await tables.update(clocks, { name: 'business' }, { offsetMs: moved });
        return moved;
      });
      offsets.set(municipality, Math.max(offsetMs, offsets.get(municipality) ?? 0));
      return now(municipality);
    },
  };
}
