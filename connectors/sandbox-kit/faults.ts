import { z } from 'zod';
import type { SandboxFile } from './sandbox-file.ts';

/**
 * What can be wrong with an outside system, as a sandbox plays it: `down`: nothing happens, transient; `slow`: answers after
 * `ms`; `refuses`: permanent; `answers-twice`: the request (or message) arrives twice; `answers-late`: it happens, but the
 * answer never comes in time, ambiguous.
 */
export const faultKind = z.enum(['down', 'slow', 'refuses', 'answers-twice', 'answers-late']);
export const faultInput = z.strictObject({
  operation: z.string().max(60).describe('Name of an operation or message of the port, or `*` for all.'),
  kind: faultKind.nullable().describe('Null switches the fault off.'),
  times: z.int().min(1).max(1000).nullable().default(null).describe('How many calls it hits; until switched off when left out.'),
  ms: z.int().min(0).max(60_000).default(1_000).describe('Delay of `slow`.'),
});
export interface Fault { readonly kind: z.output<typeof faultKind>; readonly ms: number }

export function setFault({ db }: SandboxFile, { operation, kind, times, ms }: z.output<typeof faultInput>): void {
  db.prepare('DELETE FROM faults WHERE operation = ?').run(operation);
  if (kind) db.prepare('INSERT INTO faults (operation, kind, remaining, ms) VALUES (?, ?, ?, ?)').run(operation, kind, times, ms);
}

/** The fault that hits this call, used up by one. A fault of the operation goes before one of all. */
export function takeFault(file: SandboxFile, operation: string): Fault | undefined {
  return file.transaction(() => {
    const row = file.db.prepare("SELECT operation, kind, remaining, ms FROM faults WHERE operation IN (?, '*') ORDER BY operation = '*' LIMIT 1").get(operation);
    if (!row) return undefined;
    const name = String(row['operation']);
    if (row['remaining'] === 1) file.db.prepare('DELETE FROM faults WHERE operation = ?').run(name);
    else if (row['remaining'] !== null) file.db.prepare('UPDATE faults SET remaining = remaining - 1 WHERE operation = ?').run(name);
    return { kind: faultKind.parse(row['kind']), ms: Number(row['ms']) };
  });
}
