import { definePlugin, type Plugin } from '#services/kernel/plugin.ts';
import { newestKeys, vault002 } from './newest-key.store.ts';
import { sealed001, sealedTables } from './sealed.store.ts';
import { vault } from './vault.contract.ts';
import { vaultRetention } from './vault.retention.ts';

/** @param destroy Destroys what has reached the legal limit by the real clock, in every municipality, and says how many. */
export function vaultPlugin(destroy: () => Promise<number>): Plugin<typeof vault> {
  return definePlugin(vault, {
    actions: {},
    jobs: [{
      id: 'destroy-expired', schedule: { every: 60 },
      run: async (ctx) => {
        const destroyed = await destroy();
        if (destroyed > 0) ctx.log.info({ destroyed }, 'sealed envelopes reached the legal limit and were destroyed');
      },
    }],
    tables: [...sealedTables, newestKeys],
    migrations: [sealed001, vault002],
    retention: vaultRetention,
  });
}
