import { z } from 'zod';
import type { Tables } from '#services/kernel/tables.ts';
import { items, stuck } from '#services/outbox/outbox.store.ts';
import type { Keyring } from '#services/vault/keyring.ts';

const subject = z.object({ reference: z.string().optional(), visit: z.string().optional(), paymentId: z.string().optional(), messageId: z.string().optional(), bankReference: z.string().optional() });

export interface Addressed { readonly municipality: string; readonly plugin: string; readonly name: string; readonly payload: unknown }

/**
 * Messages about one thing are passed on in the order in which they came; those about others do not wait for it. The thing stands there as a keyed hash: its sender may have written
 * anything in its place. After a rotation, those that come later stay behind those that still wait under an older key.
 */
export async function laneOfMessage(keyring: Keyring, tables: Tables, { municipality, plugin, name, payload }: Addressed): Promise<string> {
  const { reference, visit, paymentId, messageId, bankReference } = subject.safeParse(payload).data ?? {};
  const about = reference ?? visit ?? paymentId ?? messageId ?? bankReference;
  const [newest, ...older] = (about === undefined ? [name] : keyring.blindIndexes(municipality, 'subject', about)).map((index) => `message:${plugin}:${index}`);
  if (newest === undefined) throw new Error('there is no key');
  const waiting = older.length > 0 && await tables.first(items, { lane: { in: older }, state: { in: ['waiting', ...stuck] } }, { by: [['createdAt', 'desc']], limit: 1 });
  return waiting ? waiting.lane : newest;
}
