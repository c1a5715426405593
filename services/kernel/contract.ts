import type { z } from 'zod';
import type { Port } from './port.ts';

export type Scope = `${string}:${string}`;

export interface ActionContract {
  /** `query` changes nothing and may be repeated; `command` runs in units of work. */
  readonly kind: 'query' | 'command';
  /** One sentence for OpenAPI and the screens. */
  readonly summary: string;
  readonly input: z.ZodType;
  readonly output: z.ZodType;
  /** What a credential must hold to call this from outside. Other plugins need it in their `calls` instead. */
  readonly scope: Scope;
  /** The answer holds what is shown once, a secret or what a card says: it is not kept, so that the same `Idempotency-Key` asks for it anew. */
  readonly shownOnce?: true;
}

/** What a plugin offers and needs. Data only: importing a contract runs nothing, so anyone may. */
export interface Contract<Id extends string = string> {
  readonly id: Id;
  /** One sentence: what a municipality gets when it switches this on. */
  readonly title: string;
  /** Settings per municipality. */
  readonly config: z.ZodType;
  /** The outside systems it needs. */
  readonly uses: Readonly<Record<string, Port>>;
  /** The actions of other plugins that it may call. Plain names here (the registry is made from contracts); `ctx.call` checks them against the registry. */
  readonly calls: readonly string[];
  readonly actions: Readonly<Record<string, ActionContract>>;
  /** Events it emits. They hold references only, never personal data. */
  readonly events: Readonly<Record<string, z.ZodType>>;
}

export function defineContract<const Id extends string, const C extends Omit<Contract, 'id'>>(id: Id, contract: C): Readonly<{ id: Id } & C> {
  return Object.freeze({ id, ...contract });
}

/** `invitation.send` -> its input and output: what a contract adds to the registry of actions. */
export type ActionsOf<C extends Pick<Contract, 'id' | 'actions'>> = {
  [K in keyof C['actions'] & string as `${C['id']}.${K}`]: { input: z.input<C['actions'][K]['input']>; output: z.output<C['actions'][K]['output']> };
};
/** `invitation.sent` -> its payload: what a contract adds to the registry of events. */
export type EventsOf<C extends Pick<Contract, 'id' | 'events'>> = {
  [K in keyof C['events'] & string as `${C['id']}.${K}`]: z.output<C['events'][K]>;
};
