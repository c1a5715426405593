import type { z } from 'zod';
import type { Caller } from './caller.ts';
import type { Contract } from './contract.ts';
import type { FailureLike } from './failure.ts';
import type { EffectInput, EffectName, EffectOutput, PortReads } from './port.ts';
import type { ActionInput, ActionName, ActionOutput } from './registry.ts';
import type { Reader } from './tables.ts';
import type { AuditEntry, UnitOfWork } from './unit-of-work.ts';

/** The municipality being served, as handlers see it. */
export interface MunicipalityView {
  readonly id: string;
  /** NIS code in force today. */
  readonly nis: string;
  readonly name: string;
  readonly languages: readonly Language[];
}
export type Language = 'nl' | 'fr' | 'de' | 'en';

export interface Log {
  /** Fields are references and figures, never personal data. */
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
}

/** Everything a handler may touch. Settings and ports are those of the municipality being served, looked up for this call. */
export interface Ctx<C extends Contract = Contract> {
  readonly municipality: MunicipalityView;
  readonly caller: Caller;
  readonly traceId: string;
  readonly config: z.output<C['config']>;
  /** The `read` operations of the ports that the contract uses. All others are dispatched from a unit of work. */
  readonly ports: { readonly [K in keyof C['uses']]: PortReads<C['uses'][K]> };
  readonly call: <K extends C['calls'][number] & ActionName>(name: K, input: ActionInput<K>) => Promise<ActionOutput<K>>;
  readonly store: Reader;
  /** Writes down that data of persons was looked up, before it is given: all that a query ever writes. On disk when it resolves. */
  readonly note: (...entries: readonly AuditEntry[]) => Promise<void>;
  /** Blind index of a personal value, to find rows by it. All versions while keys rotate: match with `{ in: … }`. */
  readonly blindIndexes: (purpose: string, value: string) => readonly string[];
  /** Business time of the municipality, epoch milliseconds UTC. */
  readonly now: () => number;
  /** Today in Europe/Brussels by business time, `YYYY-MM-DD`. */
  readonly today: () => string;
  /** Uniform in [0, 1): for spreading, never for secrets. */
  readonly random: () => number;
  readonly log: Log;
}

/** Handle on an effect that was committed: its id is the idempotency key outward. */
export interface Dispatched<Output> { readonly effect: string; readonly output?: Output }

export type Settled<Output> =
  | { readonly status: 'done'; readonly output: Output }
  | { readonly status: 'failed'; readonly failure: Pick<FailureLike, 'type' | 'message'> }
  | { readonly status: 'pending' };

/** A unit of work in the hands of a plugin: its own events, and effects on the ports that it uses. */
export interface Work<C extends Contract = Contract> extends UnitOfWork {
  emit<K extends keyof C['events'] & string>(name: K, payload: z.input<C['events'][K]>): Promise<void>;
  /**
   * Puts an effect in the outbox. The worker executes it after the commit, in order per lane; the plugin's
   * `outcomes` handler is told how it ended, in the transaction that marks it so.
   */
  dispatch<N extends EffectName<C['uses']>>(
    name: N, input: EffectInput<C['uses'], N>, options: DispatchOptions,
  ): Promise<Dispatched<EffectOutput<C['uses'], N>>>;
}
export interface DispatchOptions {
  /** Effects of one lane happen in order, and a parked one blocks the rest of its lane only. Nearly always the dossier's id. */
  readonly lane: string;
  /** The dossier it belongs to, for its timeline. */
  readonly dossier?: string;
  /** Given back to the outcome handler: what the plugin needs to know then. References only, no personal data. */
  readonly about?: Readonly<Record<string, string | number | boolean | null>>;
}

export interface CommandCtx<C extends Contract = Contract> extends Ctx<C> {
  /** Runs one unit of work and resolves when its rows are on disk. Only the database is reachable inside. */
  work<T>(body: (work: Work<C>) => Promise<T>): Promise<T>;
  /**
   * The last unit of work of a command, whose result is the command's answer: with an `Idempotency-Key` it is kept in the same
   * transaction, so a repeat gets it whatever happens in between. Prefer it wherever an action ends in one unit of work.
   */
  answer<T>(body: (work: Work<C>) => Promise<T>): Promise<T>;
  /** Waits for an effect where a person is waiting too; `pending` when the limit is over, and it goes on without us. */
  settled<Output>(dispatched: Dispatched<Output>, limit: { withinMs: number }): Promise<Settled<Output>>;
}

/** The outside system took the effect, or will never take it. `port`-independent part of what an outcome handler is told. */
export interface EffectReport { readonly effect: string; readonly dossier: string | null; readonly about: Readonly<Record<string, string | number | boolean | null>>; readonly attempts: number }
