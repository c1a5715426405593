import { z } from 'zod';
import type { Port } from '#services/kernel/port.ts';
import type { SandboxFile } from './sandbox-file.ts';

/**
 * What can be wrong with an outside system, as a sandbox plays it.
 *
 * | kind | an operation | a message to the house |
 * |---|---|---|
 * | `down` | nothing happens: transient | stays in the sandbox until a later chance |
 * | `slow` | happens after `ms` | comes after `ms` |
 * | `refuses` | nothing happens: permanent | as `down` |
 * | `answers-twice` | arrives twice | comes twice under one id |
 * | `answers-late` | happens, but the answer never comes in time: ambiguous | comes, and again at a later chance under the same id |
 */
export const faultKind = z.enum(['down', 'slow', 'refuses', 'answers-twice', 'answers-late']);
export interface Fault { readonly kind: z.output<typeof faultKind>; readonly ms: number }

/** The look that precedes the repetition of a `look-up` operation, whichever operation it is. */
export const looking = 'look-up';

/** A name that the port does not have is refused: such a fault would never hit. */
export function faultInput({ operations, messages }: Port) {
  return z.strictObject({
    operation: z.enum([...new Set(['*', looking, ...Object.keys(operations), ...Object.keys(messages)])]).describe('An operation or message of the port, `look-up`, or `*` for all.'),
    kind: faultKind.nullable().describe('Null switches the fault off.'),
    times: z.int().min(1).max(1000).nullable().default(null).describe('How many calls it hits; until switched off when left out.'),
    ms: z.int().min(0).max(60_000).default(1_000).describe('Delay of `slow`.'),
  });
}

/** Time that the other side takes, whether or not anybody still waits for it. */
export function wait(ms: number): Promise<void> {
  return new Promise((resolve) => { setTimeout(resolve, ms); });
}

export function setFault({ db }: SandboxFile, { operation, kind, times, ms }: z.output<ReturnType<typeof faultInput>>): void {
  if (kind) {
    db.prepare('INSERT INTO faults (operation, kind, remaining, ms) VALUES (?, ?, ?, ?) ON CONFLICT (operation) DO UPDATE SET kind = excluded.kind, remaining = excluded.remaining, ms = excluded.ms')
      .run(operation, kind, times, ms);
  } else db.prepare('DELETE FROM faults WHERE operation = ?').run(operation);
}

/** A fault that is on; `remaining`: how many calls it still hits, null is until it is switched off. */
export const faultOn = z.object({ operation: z.string(), kind: faultKind, remaining: z.int().nullable(), ms: z.int() });

export function faultsOn({ db }: SandboxFile): z.output<typeof faultOn>[] {
  return db.prepare('SELECT operation, kind, remaining, ms FROM faults ORDER BY operation').all().map((row) => faultOn.parse(row));
}

/** The fault that hits this call, used up by one. A fault of the operation goes before one of all. */
export function takeFault(file: SandboxFile, operation: string): Fault | undefined {
  const find = () => file.db.prepare("SELECT operation, kind, remaining, ms FROM faults WHERE operation IN (?, '*') ORDER BY operation = '*' LIMIT 1").get(operation);
  // Most calls meet none: they need not wait for who is writing the file.
  if (!find()) return undefined;
  return file.transaction(() => {
    const row = find();
    if (!row) return undefined;
    const name = String(row['operation']);
    if (row['remaining'] === 1) file.db.prepare('DELETE FROM faults WHERE operation = ?').run(name);
    else if (row['remaining'] !== null) file.db.prepare('UPDATE faults SET remaining = remaining - 1 WHERE operation = ?').run(name);
    return { kind: faultKind.parse(row['kind']), ms: Number(row['ms']) };
  });
}
