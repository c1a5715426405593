import type { FieldIssue } from '#services/kernel/failure.ts';
import type { Tables } from '#services/kernel/tables.ts';
import { letters, type Kept, type Letter } from './letters.store.ts';
import { placesOf, type Marked } from './sender-mark.ts';

export interface NotUnderstood {
  readonly id: string;
  readonly marked: Marked;
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
export async function keepLetter(tables: Tables, { id, marked, payload, sensitive, issues, at }: NotUnderstood): Promise<boolean> {
  const { source, messageId, mark } = marked;
  const kept = howMuch(payload, sensitive);
  const raw = { payload: kept === 'whole' ? { ...payload } : null, issues: issues.slice(0, mostIssues).map(({ name, detail }) => ({ name: name.slice(0, 100), detail: detail.slice(0, 200) })) };
  const known = await knownLetter(tables, marked);
  if (known) {
    await tables.update(letters, { id: known.id }, { state: 'waiting', kept, times: known.times + 1, receivedAt: at, settledAt: null, raw });
    return true;
  }
  if (await tables.count(letters, { source, state: 'waiting' }) >= mostLetters) return false;
  await tables.insert(letters, { id, source, messageId: id, mark: mark.newest, sender: { messageId }, state: 'waiting', kept, times: 1, receivedAt: at, raw });
  return true;
}

async function knownLetter(tables: Tables, marked: Marked): Promise<Letter | undefined> {
  for (const place of placesOf(marked)) {
    const letter = await tables.first(letters, place);
    if (letter) return letter;
  }
  return undefined;
}

function howMuch(payload: unknown, sensitive: boolean): Kept {
  if (sensitive) return 'withheld';
  return Buffer.byteLength(JSON.stringify(payload)) > longestLetter ? 'too-large' : 'whole';
}

/** Nothing of what a settled letter said, or was called by its sender, is needed any more: the same one that comes again is a new letter. */
export const emptiedLetter = { raw: null, mark: null, sender: null } as const;

/** It was understood after all (repaired by its sender, or replayed by a person): its raw source goes. */
export async function settleLetter(tables: Tables, marked: Marked, at: number): Promise<void> {
  for (const place of placesOf(marked)) await tables.update(letters, { ...place, state: 'waiting' }, { state: 'taken-in', settledAt: at, ...emptiedLetter });
}
