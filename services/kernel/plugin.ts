import type { z } from 'zod';
import type { CommandCtx, Ctx, EffectReport, MunicipalityView, Work } from './context.ts';
import type { Contract } from './contract.ts';
import type { FailureLike } from './failure.ts';
import type { Migration } from './migration.ts';
import type { Page } from './page.ts';
import type { EffectName, EffectOutput, EffectParsed, MessageName, MessagePayload } from './port.ts';
import type { ActionName, EventName, EventPayload } from './registry.ts';
import type { RetentionClass } from './retention.ts';
import type { Table } from './table.ts';
import type { Reader } from './tables.ts';

export type HandlerCtx<C extends Contract, K extends keyof C['actions']> = C['actions'][K]['kind'] extends 'command' ? CommandCtx<C> : Ctx<C>;
export type Handler<C extends Contract, K extends keyof C['actions']> = (
  ctx: HandlerCtx<C, K>, input: z.output<C['actions'][K]['input']>,
) => Promise<z.input<C['actions'][K]['output']>>;

/** Types a handler from its contract. One action per file: `export const sendInvitation = handle(invitation, 'send', async (ctx, input) => …)`. */
export function handle<C extends Contract, K extends keyof C['actions']>(_contract: C, _action: K, handler: Handler<C, K>): Handler<C, K> {
  return handler;
}

/** A public address of an action. Path parameters, query and body together make the input; a citizen's `dossier` comes from the credential. */
export interface Route {
  readonly method: 'GET' | 'POST';
  readonly path: `/${string}`;
  readonly action: ActionName;
  /** Whoever has shown nothing of his or her own yet gets here through the website: how often is limited for each address. */
  readonly forStrangers?: true;
}

/** Work by the clock, once per municipality and slot, also when nodes are many or were off for days. */
export interface Job<C extends Contract> {
  readonly id: string;
  /** `daily`: at this local time (Europe/Brussels, `HH:MM`); `every`: minutes. Business time. */
  readonly schedule: { readonly daily: string } | { readonly every: number };
  readonly run: (ctx: CommandCtx<C>) => Promise<void>;
}

/** An event as one who listens to all of them gets it: references only, never personal data. */
export interface ToldEvent { readonly name: string; readonly payload: Readonly<Record<string, unknown>>; readonly dossier: string | null; /** When it happened, business time, epoch milliseconds UTC. */ readonly at: number }

/** How an effect ended. Runs in the transaction that marks it so: state and effect cannot disagree. */
export interface Outcome<C extends Contract, N> {
  readonly done: (work: Work<C>, report: EffectReport & { input: EffectParsed<C['uses'], N>; output: EffectOutput<C['uses'], N> }, config: z.output<C['config']>) => Promise<void>;
  /** A permanent failure, or a parked ambiguous one: it stands on the exception list and a person may replay it. */
  readonly failed?: (work: Work<C>, report: EffectReport & { input: EffectParsed<C['uses'], N>; failure: Pick<FailureLike, 'type' | 'message'> }, config: z.output<C['config']>) => Promise<void>;
}

/** What of a municipality itself changes, as its plugins know it. */
export type MunicipalityChange = Readonly<Record<'before' | 'after', Pick<MunicipalityView, 'name' | 'languages'>>>;

export interface PluginDefinition<C extends Contract> {
  readonly actions: { readonly [K in keyof C['actions']]: Handler<C, K> };
  /** Reactions to events, at least once, each with an inbox: one unit of work per event. */
  readonly listens?: { readonly [K in EventName]?: (ctx: CommandCtx<C>, payload: EventPayload<K>) => Promise<void> };
  /** Beside those, whatever event any plugin tells, also one that is not known yet. */
  readonly listensToAll?: (ctx: CommandCtx<C>, event: ToldEvent) => Promise<void>;
  /** Messages that outside systems send: verified and deduplicated before they come here. */
  readonly receives?: { readonly [N in MessageName<C['uses']>]?: (ctx: CommandCtx<C>, payload: MessagePayload<C['uses'], N>) => Promise<void> };
  readonly outcomes?: { readonly [N in EffectName<C['uses']>]?: Outcome<C, N> };
  readonly routes?: readonly Route[];
  /** For people, in a browser. */
  readonly pages?: readonly Page[];
  readonly jobs?: readonly Job<C>[];
  /** What it tells whoever asks for the metrics, by name: figures by a word of a short list, never about a person. Read anew each time, so it must be cheap. */
  readonly figures?: Readonly<Record<string, (ctx: Ctx<C>) => Promise<Readonly<Record<string, number>>>>>;
  /** What would follow here when the municipality itself is called otherwise or speaks other languages: said to its administrator before it is done. One sentence each, without data of persons. */
  readonly foresees?: (reader: Reader, change: MunicipalityChange) => Promise<readonly string[]>;
  readonly tables?: readonly Table[];
  readonly migrations?: readonly Migration[];
  /** How long each of its tables is kept. A table without a rule is refused at start-up. */
  readonly retention?: readonly RetentionClass[];
}
export interface Plugin<C extends Contract = Contract> extends PluginDefinition<C> { readonly contract: C }

/** Wires a contract to its implementation. Data only. */
export function definePlugin<C extends Contract>(contract: C, definition: PluginDefinition<C>): Plugin<C> {
  return Object.freeze({ contract, ...definition });
}

/** A plugin whatever its contract: what the catalogue holds. */
// oxlint-disable-next-line typescript/no-explicit-any -- a catalogue of all contracts erases their types; each call is parsed by its contract again
export type AnyPlugin = Plugin<any>;
