import { z } from 'zod';
import { namedKey } from './frame-keys.ts';

/**
 * What a device agent and the house say to each other, over one WebSocket that the agent opens (`/agents?key=<kid>`, subprotocol `eid-agent.v1`; `key` names the
 * newest key of the house that the agent knows, and the house signs by that one). Each frame is one text message: a JWS in compact form,
 * `{ alg: 'EdDSA', typ: 'eid-agent', kid }`, over `{ session, count, ...frame }`. `session` is the challenge of the other side: the house gives its own with `hello`,
 * as the session of that frame; the agent gives its own with `login`, and all that the house says after it is said in that session. `count` goes up by one with each
 * frame of its sender and begins at 0: a frame that was seen, held back or made elsewhere is refused, and the line is cut. Our own open contract, version 1.
 */
export const agentProtocol = 'eid-agent.v1';
/** Below the address of the house. */
export const agentsPath = '/agents';

/** A code for machines, in small letters: never a sentence, never data of a person. */
const code = z.string().regex(/^[a-z][a-z0-9.-]{0,79}$/);
const id = z.uuid();
/** 32 random bytes, made for this line. */
const challenge = z.base64url().length(43);
/** What a device can do and is doing: shown to officials, kept by nobody. */
export const agentState = z.strictObject({
  cardReader: z.enum(['ready', 'no-card', 'absent']),
  /** The reader has keys of its own for a PIN (PC/SC part 10). */
  pinpad: z.boolean(),
  fingerprints: z.enum(['ready', 'busy', 'not-ready', 'absent']),
  /** Sealed answers that wait in the agent for the house. */
  waiting: z.int().min(0),
});
export type AgentState = z.output<typeof agentState>;

/** Ciphertext for BiZa, made in the agent (`SealedEnvelope` of the kernel). */
const envelope = z.strictObject({
  keyId: z.string().max(100), wrappedKey: z.base64().max(2_000), iv: z.base64().max(100), ciphertext: z.base64().max(500_000), tag: z.base64().max(100),
  boundTo: z.strictObject({ dossier: z.uuid(), purpose: z.enum(['fingerprints', 'code']) }),
});

/** Said by the house. */
export const fromHouse = z.discriminatedUnion('frame', [
  /** First, to whoever comes: the challenge that the agent signs. */
  z.strictObject({ frame: z.literal('hello'), protocol: z.literal(1), at: z.int() }),
  /** `keys` are all by which the house signs, the newest first: from now on the agent knows these and no others. */
  z.strictObject({ frame: z.literal('welcome'), device: z.string(), at: z.int(), keys: z.array(namedKey).min(1) }),
  /** Last: `agents.revoked`, `agents.unknown`, `agents.replaced` (the same device came by another line), `agents.broken-frame`. */
  z.strictObject({ frame: z.literal('goodbye'), why: code }),
  /** Answered by `answer` or `failed`. The same `key` is carried out once: the agent keeps what it answered until the house has it. */
  z.strictObject({ frame: z.literal('ask'), id, operation: code, input: z.unknown(), key: id.nullable(), withinMs: z.int().min(1) }),
  /** What was delivered under this id is durably taken in: the agent forgets it. */
  z.strictObject({ frame: z.literal('taken'), id }),
  /** It was not; `again`: the agent keeps it and delivers it later, else it forgets it and says so to the official. */
  z.strictObject({ frame: z.literal('not-taken'), id, why: code, again: z.boolean() }),
]);
export type FromHouse = z.output<typeof fromHouse>;

/** Said by the agent. */
export const fromAgent = z.discriminatedUnion('frame', [
  z.strictObject({ frame: z.literal('login'), protocol: z.literal(1), challenge, version: z.string().max(40), state: agentState }),
  z.strictObject({ frame: z.literal('state'), state: agentState }),
  z.strictObject({ frame: z.literal('answer'), to: id, result: z.unknown() }),
  z.strictObject({ frame: z.literal('failed'), to: id, why: code }),
  /** A message of the port `devices`, under an id of the agent's own: delivered again, with the same id, until it is taken. */
  z.strictObject({ frame: z.literal('deliver'), id, message: code, payload: z.record(z.string(), z.unknown()), envelope: envelope.optional() }),
]);
export type FromAgent = z.output<typeof fromAgent>;

/** In the signed payload beside the frame. */
export const counted = z.object({ session: challenge, count: z.int().min(0) });
