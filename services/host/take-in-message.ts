import type { AnyPlugin } from '#services/kernel/plugin.ts';
import type { Port, SealedEnvelope } from '#services/kernel/port.ts';
import { z } from 'zod';
import { enqueue } from '#services/outbox/enqueue.ts';
import { inbox } from '#services/outbox/outbox.store.ts';
import { keepSealed } from '#services/vault/sealed-vault.ts';
import type { Engine } from './engine.ts';
import { receiversOf } from './listeners.ts';

export interface InboundMessage {
  readonly municipality: string; readonly port: Port; readonly message: string;
  /** The sender's id of the message: the same one is taken in once. */
  readonly id: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly envelope?: SealedEnvelope | undefined;
}

/**
 * Takes a message of an outside system in: mark, ciphertext and each receiver's share commit together, then it is acknowledged. Ciphertext
 * for BiZa goes to the vault; what is passed on holds a reference.
 */
export async function takeInMessage(engine: Engine, { municipality, port, message, id, payload, envelope }: InboundMessage): Promise<void> {
  const name = `${port.id}.${message}`;
  const schema = port.messages[message]?.payload;
  if (!schema) throw new Error(`port '${port.id}' has no message '${message}'`);
  await engine.store.transaction(municipality, async (tables) => {
    const realNow = engine.realNow();
    if (!await tables.insertIfNew(inbox, { source: name, messageId: id, at: realNow })) return;
    const sealed = envelope ? await keepSealed(tables, { id: engine.newId(), envelope, keptAt: realNow }) : null;
    const parsed = schema.parse('sealed' in schemaShape(schema) ? { ...payload, sealed } : payload);
    const at = engine.clock.now(municipality);
    const traceId = engine.newId();
    await enqueue(tables, receiversOf(engine, municipality, name).map((plugin) => ({
      id: engine.newId(), lane: laneOf(plugin, name, parsed), kind: 'message' as const, name, plugin, dossier: null, actor: `system:${port.id}`, traceId, at, about: {}, payload: parsed,
    })), realNow);
  });
  engine.wake();
}

function schemaShape(schema: z.ZodType): Readonly<Record<string, unknown>> {
  return schema instanceof z.ZodObject ? schema.shape : {};
}

/** Messages about one thing come in order; those about others do not wait for it. */
function laneOf(plugin: AnyPlugin['contract']['id'], name: string, payload: unknown): string {
  const about = z.object({ reference: z.string().optional(), visit: z.string().optional(), paymentId: z.string().optional(), messageId: z.string().optional() }).safeParse(payload).data;
  return `message:${plugin}:${about?.reference ?? about?.visit ?? about?.paymentId ?? about?.messageId ?? name}`.slice(0, 160);
}
