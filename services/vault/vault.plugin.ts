import { definePlugin, type Plugin } from '#services/kernel/plugin.ts';
import { keyMarks, vault002, vault003 } from './key-marks.store.ts';
import { sealed001, sealedTables } from './sealed.store.ts';
import type { Rekeyed } from './rekey-rows.ts';
import { vault } from './vault.contract.ts';
import { vaultRetention } from './vault.retention.ts';

export interface VaultWork {
  /** Destroys what has reached the legal limit by the real clock, in every municipality, and says how many. */
  readonly destroy: () => Promise<number>;
  /** Takes what was destroyed since, here or by whom it had served, out of the files. */
  readonly wipe: () => Promise<boolean>;
  /** Brings a municipality's rows under the newest key. */
  readonly rekey: (municipality: string) => Promise<Rekeyed>;
}

export function vaultPlugin({ destroy, wipe, rekey }: VaultWork): Plugin<typeof vault> {
  return definePlugin(vault, {
    actions: {},
    jobs: [{
      id: 'destroy-expired', schedule: { every: 60 },
      run: async (ctx) => {
        const destroyed = await destroy();
        if (destroyed > 0) ctx.log.info({ destroyed }, 'sealed envelopes reached the legal limit and were destroyed');
        if (!await wipe()) ctx.log.warn({}, 'another process is at the store: what was destroyed stays in its log until the next time');
      },
    }, {
      id: 'rekey', schedule: { every: 60 },
      run: async (ctx) => {
        const { changed, left } = await rekey(ctx.municipality.id);
        if (changed > 0) ctx.log.info({ municipality: ctx.municipality.id, changed, left }, 'rows were brought under the newest key');
      },
    }],
    tables: [...sealedTables, keyMarks],
    migrations: [sealed001, vault002, vault003],
    retention: vaultRetention,
  });
}
