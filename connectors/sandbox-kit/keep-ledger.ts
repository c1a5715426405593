import { z } from 'zod';
import { dossierOf } from '#services/kernel/dossier-of.ts';
import type { Operation, OutwardCall } from '#services/kernel/port.ts';
import type { SandboxFile } from './sandbox-file.ts';

/** One deed that an outside system accepted; `asked`: our number of the request, as a mail server keeps a Message-ID; `times`: how often it was asked for under its key. */
export const ledgerEntry = z.object({ operation: z.string(), key: z.string().nullable(), dossier: z.string().nullable(), actor: z.string(), at: z.int(), times: z.int(), asked: z.string() });

export interface Asked { readonly name: string; readonly operation: Operation; readonly input: unknown; readonly call: Pick<OutwardCall, 'key' | 'actor' | 'dossier'>; readonly at: number }

/**
 * Does the deed and writes it down, in one transaction. A known key of a `keyed` operation gets the answer that it got the first time; what
 * was refused is not known. Reads leave no trace.
 */
export function accept(file: SandboxFile, { name, operation, input, call, at }: Asked, act: () => unknown): unknown {
  return file.transaction(() => {
    if (operation.idempotency === 'read') return act();
    const key = operation.idempotency === 'keyed' ? call.key : null;
    const known = key === null ? undefined : file.db.prepare('SELECT entry, output FROM ledger WHERE operation = ? AND key = ?').get(name, key);
    if (known) {
      file.db.prepare('UPDATE ledger SET times = times + 1 WHERE entry = ?').run(Number(known['entry']));
      return JSON.parse(String(known['output'])) as unknown;
    }
    const output = act();
    const dossier = dossierOf(input) ?? call.dossier;
    file.db.prepare('INSERT INTO ledger (operation, key, dossier, actor, at, input, output, asked) VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
      .run(name, key, dossier, call.actor, at, JSON.stringify(input), JSON.stringify(output), call.key);
    return output;
  });
}

/** What was accepted, oldest first. */
export function ledgerOf(file: SandboxFile, dossier?: string): z.output<typeof ledgerEntry>[] {
  return file.db.prepare('SELECT operation, key, dossier, actor, at, times, asked FROM ledger WHERE ? IS NULL OR dossier = ? ORDER BY entry')
    .all(dossier ?? null, dossier ?? null).map((row) => ledgerEntry.parse(row));
}
