import type { z } from 'zod';

/**
 * How an operation behaves when it is repeated. It decides what the outbox may do after an ambiguous failure:
 * `read`: changes nothing, repeat freely; `keyed`: the other side accepts one key once, repeat with the same key;
 * `look-up`: look first whether it happened; `park`: neither is possible, at most once, then a person decides.
 */
export type Idempotency = 'read' | 'keyed' | 'look-up' | 'park';

/** What those who work with a dossier may decide about something that the other side refused for good: have it tried again, or give it up. */
export type DeskDecision = 'try-again' | 'let-go';

export interface Operation {
  readonly input: z.ZodType;
  readonly output: z.ZodType;
  readonly idempotency: Idempotency;
  /** Does it look a person up or pass a person's data on? Then each call leaves an audit entry (R5). */
  readonly personal?: true;
  /**
   * How long after it was asked the other side may still be carrying it out, when it gave no answer. A `look-up` operation is not looked for sooner.
   * Left out: three times as long as we wait for an answer. One that may take longer than anybody knows belongs under `keyed` or `park`.
   */
  readonly mayTakeMs?: number;
  /**
   * Left out: an administrator decides. `try-again` only where it is `keyed`, nothing else has followed from its failure, and those who work with the
   * dossier can mend the cause (decision 63); `let-go` only where nobody misses it.
   */
  readonly atDesk?: readonly DeskDecision[];
}

/** A message that the outside system sends us of its own accord. It is verified, deduplicated by id and kept in the inbox. */
export interface InboundMessage { readonly payload: z.ZodType }

/** An outside system in the words of the journey: what we ask of it, and what it tells us. Data only, no I/O. */
export interface Port<
  Id extends string = string,
  Ops extends Record<string, Operation> = Record<string, Operation>,
  Msgs extends Record<string, InboundMessage> = Record<string, InboundMessage>,
> {
  readonly id: Id;
  readonly operations: Ops;
  readonly messages: Msgs;
}

// oxlint-disable-next-line typescript/no-empty-object-type -- a port without inbound messages
export function definePort<const Id extends string, const Ops extends Record<string, Operation>, const Msgs extends Record<string, InboundMessage> = {}>(
  id: Id, operations: Ops, messages?: Msgs,
): Port<Id, Ops, Msgs> {
  return Object.freeze({ id, operations, messages: messages ?? ({} as Msgs) });
}

/**
 * Ciphertext for BiZa alone: AES-256-GCM under a key wrapped by RSA-OAEP-SHA256 for BiZa's certificate, all base64.
 * The additional data binds it to one dossier and purpose. Nobody in this house can open it.
 */
export interface SealedEnvelope {
  readonly keyId: string;
  readonly wrappedKey: string;
  readonly iv: string;
  readonly ciphertext: string;
  readonly tag: string;
  readonly boundTo: { readonly dossier: string; readonly purpose: 'fingerprints' | 'code' };
}

/** Who asks the outside system, for which unit of work. Given with every call that leaves the house. */
export interface OutwardCall {
  /** Idempotency key: the id of the effect. Empty for reads. */
  readonly key: string;
  /** Reference of the caller, for the other side's own logging. Never a name. */
  readonly actor: string;
  /** The dossier that the effect belongs to, so that both sides can count what happened for it; null for reads and for what concerns none. Never a name. */
  readonly dossier: string | null;
  readonly traceId: string;
  /** The step of the trace that asks (W3C Trace Context), where traces are made: for those who were promised our trace id. */
  readonly traceparent?: string;
  /** The ciphertext behind a reference to a sealed envelope (fingerprints, chosen code): outbox and dead letters hold the reference only. */
  readonly sealed: (reference: string) => Promise<SealedEnvelope>;
  /** Aborts when the time-out of the call is over. */
  readonly signal: AbortSignal;
}

type In<O extends Operation> = z.output<O['input']>;
type Out<O extends Operation> = z.output<O['output']>;
type Perform<O extends Operation> = (input: In<O>, call: OutwardCall) => Promise<z.input<O['output']>>;

/** What a connector implements: a `look-up` operation comes with the look that precedes its repetition. */
export type PortImplementation<P extends Port> = {
  readonly [K in keyof P['operations']]: P['operations'][K]['idempotency'] extends 'look-up'
    ? {
        readonly perform: Perform<P['operations'][K]>;
        /**
         * Did the effect with this key happen? Its result if so; `undefined` if it certainly did not, and will not any more either: the house then asks
         * for it again. That takes two things of the other side: what it has accepted is found at once (no index or replica that lags behind), and of
         * what was asked longer ago than `mayTakeMs` nothing is still on its way. Who cannot tell fails instead (`retry: 'safe'`), and is asked later.
         */
        readonly lookUp: (input: In<P['operations'][K]>, call: OutwardCall) => Promise<z.input<P['operations'][K]['output']> | undefined>;
      }
    : Perform<P['operations'][K]>;
};

type NamesWhere<P extends Port, Reads extends boolean> = {
  [K in keyof P['operations'] & string]: P['operations'][K]['idempotency'] extends 'read' ? (Reads extends true ? K : never) : (Reads extends true ? never : K);
}[keyof P['operations'] & string];

/** What a plugin may call directly: reads only. Everything else is dispatched and executed after commit. */
export type PortReads<P extends Port> = {
  readonly [K in NamesWhere<P, true>]: (input: z.input<P['operations'][K]['input']>) => Promise<Out<P['operations'][K]>>;
};

type Union<U> = U extends Record<string, infer P> ? P : never;
/** `biza.orderCard` for each operation with an effect, of the ports that a contract uses. */
export type EffectName<Uses extends Record<string, Port>> = {
  [K in keyof Uses]: `${Uses[K]['id']}.${NamesWhere<Uses[K], false>}`;
}[keyof Uses] & string;
/** `bpost.deliveryMessage` for each inbound message of the ports that a contract uses. */
export type MessageName<Uses extends Record<string, Port>> = {
  [K in keyof Uses]: `${Uses[K]['id']}.${keyof Uses[K]['messages'] & string}`;
}[keyof Uses] & string;

type PortById<Uses extends Record<string, Port>, Id> = Extract<Union<Uses>, { id: Id }>;
type OperationOf<Uses extends Record<string, Port>, N> = N extends `${infer Id}.${infer Op}` ? PortById<Uses, Id>['operations'][Op] : never;
export type EffectInput<Uses extends Record<string, Port>, N> = OperationOf<Uses, N> extends infer O extends Operation ? z.input<O['input']> : never;
export type EffectParsed<Uses extends Record<string, Port>, N> = OperationOf<Uses, N> extends infer O extends Operation ? z.output<O['input']> : never;
export type EffectOutput<Uses extends Record<string, Port>, N> = OperationOf<Uses, N> extends infer O extends Operation ? z.output<O['output']> : never;
export type MessagePayload<Uses extends Record<string, Port>, N> = N extends `${infer Id}.${infer M}`
  ? PortById<Uses, Id>['messages'][M] extends infer I extends InboundMessage ? z.output<I['payload']> : never
  : never;
