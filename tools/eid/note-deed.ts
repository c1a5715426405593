import { join } from 'node:path';
import { appendAudit } from '#services/audit/append-audit.ts';
import { audit001, auditTables } from '#services/audit/audit.store.ts';
import type { House } from '#services/host/open-house.ts';
import type { AuditEntry } from '#services/kernel/unit-of-work.ts';
import { openStore } from '#services/store/open-store.ts';
import { openKeyring } from '#services/vault/keyring.ts';
import { sealerOf } from '#services/vault/seal-value.ts';
import { commandActor } from './command-actor.ts';

type Deed = Omit<AuditEntry, 'result'>;
const traceId = 'command-line';

/** What was done on the command line that goes through no action: noted in the chain of every municipality that it concerns. */
export async function noteDeed({ engine }: Pick<House, 'engine'>, municipalities: Iterable<string>, deed: Deed): Promise<void> {
  for (const municipality of municipalities) {
    const recordedAt = engine.realNow();
    // One that is left out of the configuration has no clock of its own.
    const at = engine.municipalities.has(municipality) ? engine.clock.now(municipality) : recordedAt;
    await engine.store.transaction(municipality, (tables) => appendAudit(tables, [{ ...deed, result: 'done' }], { actor: commandActor(), traceId, at, recordedAt }));
  }
}

/** The same where no house is opened: a backup must change nothing else, not even the version of the tables. */
export async function noteInStore({ file, dataDir, now }: { readonly file: string; readonly dataDir: string; readonly now: number }, municipalities: readonly string[], deed: Deed): Promise<void> {
  const store = await openStore({ url: `sqlite:${file}`, tables: auditTables, migrations: [audit001], sealer: sealerOf(openKeyring(join(dataDir, 'keys'))) });
  try {
    for (const municipality of municipalities) {
      await store.transaction(municipality, (tables) => appendAudit(tables, [{ ...deed, result: 'done' }], { actor: commandActor(), traceId, at: now, recordedAt: now }));
    }
  } finally {
    await store.close();
  }
}
