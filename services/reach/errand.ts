import { z } from 'zod';

/** Ciphertext that goes along, or why there is none (`vault.expired`): a node at the border opens no vault. */
const envelope = z.object({
  keyId: z.string(), wrappedKey: z.string(), iv: z.string(), ciphertext: z.string(), tag: z.string(), boundTo: z.object({ dossier: z.string(), purpose: z.enum(['fingerprints', 'code']) }),
});
const enclosed = z.union([envelope, z.object({ lacks: z.enum(['unknown', 'expired']) })]);

/** An operation of the port; a look whether it happened; a look at the connector itself; a request of the outside system that came in elsewhere. */
const deed = z.discriminatedUnion('kind', [
  z.object({
    kind: z.enum(['perform', 'lookUp']), operation: z.string(), input: z.unknown(), key: z.string(), dossier: z.string().nullable(), actor: z.string(), traceId: z.string(), traceparent: z.string().optional(),
    sealed: z.record(z.string(), enclosed),
  }),
  z.object({ kind: z.literal('check') }),
  z.object({
    kind: z.literal('receive'), method: z.string(), path: z.string(), query: z.string(), headers: z.record(z.string(), z.string()), body: z.base64(),
    /** Who sent it takes in what the connector makes of it, for as long as this errand lasts. */
    from: z.string(), ticket: z.string(),
  }),
]);
export type Deed = z.output<typeof deed>;

/** What one node asks another one to do at an outside system. Everything that takes goes along: who carries it out needs neither store nor keys. */
export const errandSchema = z.object({
  municipality: z.string(), port: z.string(),
  /** The settings of the connector as they are in force, not parsed yet: secrets are named in them, never written. */
  settings: z.unknown(),
  /** By how much business time is ahead of the real one, in milliseconds. */
  ahead: z.int(),
  /** Where outside systems reach the gateways of this house, without a slash at the end: a connector tells them. */
  publicUrl: z.string(),
  /** Real time, epoch milliseconds UTC. Who gets it later leaves it: the sender has gone on. */
  until: z.int(),
  deed,
});
export type Errand = z.output<typeof errandSchema>;

/** As it crosses the bus: the text that was signed, and the proof of that. */
export const carriedSchema = z.object({ errand: z.string().max(1_000_000), proof: z.string().max(2_000) });
export type Carried = z.output<typeof carriedSchema>;

/** What a connector made of a request, on its way to a node with a store. */
export const takenInSchema = z.object({ ticket: z.string(), message: z.string(), id: z.string(), payload: z.record(z.string(), z.unknown()), envelope: envelope.optional() });

export const wireAnswerSchema = z.object({ status: z.int(), headers: z.record(z.string(), z.string()).optional(), cookies: z.array(z.string()).optional(), body: z.base64().optional(), cut: z.literal(true).optional() });
