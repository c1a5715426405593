import type { FieldIssue } from '#services/kernel/failure.ts';
import type { Tables } from '#services/kernel/tables.ts';
import { letters, type Kept } from './letters.store.ts';

export interface NotUnderstood {
  readonly id: string;
  readonly source: string;
  readonly messageId: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** Could it hold biometrics, in the right place or in a wrong one? Then nothing of it is kept: the device must send it again (R3). */
  readonly sensitive: boolean;
  readonly issues: readonly FieldIssue[];
  readonly at: number;
}

export const longestLetter = 64 * 1024;
export const mostLetters = 1_000;
const mostIssues = 20;

/** Keeps a message that was refused, for a person. The same one again replaces it. Says whether there was room: a sender that is out of order fills no disk. */
export async function keepLetter(tables: Tables, { id, source, messageId, payload, sensitive, issues, at }: NotUnderstood): Promise<boolean> {
  const kept = howMuch(payload, sensitive);
  const raw = { payload: kept === 'whole' ? { ...payload } : null, issues: issues.slice(0, mostIssues).map(({ name, detail }) => ({ name: name.slice(0, 100), detail: detail.slice(0, 200) })) };
  const known = await tables.first(letters, { source, messageId });
  if (known) {
    await tables.update(letters, { id: known.id }, { state: 'waiting', kept, times: known.times + 1, receivedAt: at, settledAt: null, raw });
    return true;
  }
  if (await tables.count(letters, { source, state: 'waiting' }) >= mostLetters) return false;
  await tables.insertIfNew(letters, { id, source, messageId, state: 'waiting', kept, times: 1, receivedAt: at, raw });
  return true;
}

function howMuch(payload: unknown, sensitive: boolean): Kept {
  if (sensitive) return 'withheld';
  return Buffer.byteLength(JSON.stringify(payload)) > longestLetter ? 'too-large' : 'whole';
}

/** It was understood after all (repaired by its sender, or replayed by a person): its raw source goes. */
export async function settleLetter(tables: Tables, source: string, messageId: string, at: number): Promise<void> {
  await tables.update(letters, { source, messageId, state: 'waiting' }, { state: 'taken-in', settledAt: at, raw: null });
}
