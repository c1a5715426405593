import { z } from 'zod';
import { failures, isFailure, issuesOf, type FailureLike } from '#services/kernel/failure.ts';
import type { Port, SealedEnvelope } from '#services/kernel/port.ts';
import { enqueue, type NewItem } from '#services/outbox/enqueue.ts';
import { keepLetter, settleLetter } from '#services/outbox/keep-letter.ts';
import { contentOf, markTakenIn, wasTakenIn } from '#services/outbox/mark-taken-in.ts';
import { markMessage } from '#services/outbox/sender-mark.ts';
import { keepSealed } from '#services/vault/sealed-vault.ts';
import { canonicalJson } from './canonical-json.ts';
import type { Engine } from './engine.ts';
import { laneOfMessage } from './lane-of-message.ts';
import { receiversOf } from './listeners.ts';
import { refuseIfCut } from './refuse-if-cut.ts';

export const messageFailures = failures('message', {
  'not-understood': { status: 400, retry: 'never', title: 'This message is not what was agreed with its sender; it was refused.' },
  'id-used-twice': { status: 409, retry: 'never', title: 'A message with this id and another content was taken in before; this one was refused.' },
});

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
 * @throws message.not-understood, naming the fields, when it is not what the port says; message.id-used-twice; port.switched-off while the connector is cut
 */
export async function takeInMessage(engine: Engine, inbound: InboundMessage): Promise<void> {
  const traceId = engine.newId();
  const step = { kind: 'message', name: `${inbound.port.id}.${inbound.message}`, municipality: inbound.municipality, traceId } as const;
  await engine.watch.during(step, () => takeIn(engine, inbound, traceId), (taken) => taken);
}

async function takeIn(engine: Engine, { municipality, port, message, id, payload, envelope }: InboundMessage, traceId: string): Promise<'taken-in' | 'repeated'> {
  const name = `${port.id}.${message}`;
  const schema = port.messages[message]?.payload;
  if (!schema) throw new Error(`port '${port.id}' has no message '${message}'`);
  await refuseIfCut(engine, municipality, port.id);
  const sealed = envelope ? engine.newId() : null;
  const incoming = { municipality, name, id, schema, payload, sealed };
  const parsed = await understandOrKeep(engine, incoming);
  const content = contentOf(canonicalJson(payload));
  let left: readonly NewItem[] = [];
  const taken = await engine.store.transaction(municipality, async (tables) => {
    const realNow = engine.realNow();
    const marked = await markMessage(engine.keyring, tables, municipality, { source: name, messageId: id });
    const before = await wasTakenIn(tables, marked, content);
    if (before !== 'new') return before;
    await settleLetter(tables, marked, realNow);
    await markTakenIn(tables, marked, { id: engine.newId(), at: realNow, content });
    const receivers = receiversOf(engine, municipality, name);
    // Where nobody is there to pass it on, it is not kept either.
    if (envelope && sealed && receivers.length > 0) await keepSealed(tables, { id: sealed, envelope, keptAt: realNow });
    const share = { name, dossier: null, kind: 'message' as const, actor: `system:${port.id}`, traceId, at: engine.clock.now(municipality), about: {}, payload: parsed };
    left = await Promise.all(receivers.map(async (plugin) => ({ ...share, id: engine.newId(), plugin, lane: await laneOfMessage(engine.keyring, tables, { municipality, plugin, name, payload: parsed }) })));
    await enqueue(tables, left, realNow);
    return before;
  });
  if (taken === 'new') {
    engine.watch.leaves(municipality, left);
    engine.wake();
  }
  if (taken === 'other') await refuseAndKeep(engine, incoming, messageFailures['id-used-twice']({ issues: [{ in: 'body', name: 'id', detail: 'another message had it' }] }));
  return taken === 'new' ? 'taken-in' : 'repeated';
}

interface Incoming { readonly municipality: string; readonly name: string; readonly id: string; readonly schema: z.ZodType; readonly payload: InboundMessage['payload']; readonly sealed: string | null }

/** What is refused is kept for a person, apart from the inbox: the sender may repair it and send it again under its own id. */
async function understandOrKeep(engine: Engine, incoming: Incoming): Promise<unknown> {
  const { schema, payload, sealed } = incoming;
  try {
    return understand(schema, payload, sealed);
  } catch (error) {
    if (!isFailure(error)) throw error;
    return refuseAndKeep(engine, incoming, error);
  }
}

async function refuseAndKeep(engine: Engine, { municipality, name, id, schema, payload, sealed }: Incoming, refusal: FailureLike): Promise<never> {
  const letter = { id: engine.newId(), payload, sensitive: sealed !== null || hasPlaceForSealed(schema), issues: refusal.data.issues ?? [], at: engine.realNow() };
  const kept = await engine.store.transaction(municipality, async (tables) => keepLetter(tables, { ...letter, marked: await markMessage(engine.keyring, tables, municipality, { source: name, messageId: id }) }));
  if (!kept) engine.log.warn({ municipality, source: name }, 'a message was refused and not kept: too many of its kind wait for a person already');
  throw refusal;
}

function hasPlaceForSealed(schema: z.ZodType): boolean {
  return schema instanceof z.ZodObject && 'sealed' in schema.shape;
}

function understand(schema: z.ZodType, payload: InboundMessage['payload'], sealed: string | null): unknown {
  const place = hasPlaceForSealed(schema);
  if (sealed !== null && !place) throw messageFailures['not-understood']({ issues: [{ in: 'body', name: 'sealed', detail: 'this message holds no ciphertext' }] });
  const parsed = schema.safeParse(place ? { ...payload, sealed } : payload);
  if (!parsed.success) throw messageFailures['not-understood']({ issues: issuesOf(parsed.error, 'body') });
  return parsed.data;
}
