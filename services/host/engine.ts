import type { Caller } from '#services/kernel/caller.ts';
import type { Log } from '#services/kernel/context.ts';
import type { AnyPlugin } from '#services/kernel/plugin.ts';
import type { Store } from '#services/kernel/tables.ts';
import type { Watch } from '#services/kernel/watch.ts';
import type { Moment } from '#services/outbox/claim-lanes.ts';
import type { RetryPolicy } from '#services/outbox/retry-policy.ts';
import type { BusinessClock } from '#services/tenancy/business-clock.ts';
import type { Municipality } from '#services/tenancy/check-municipality.ts';
import type { Keyring } from '#services/vault/keyring.ts';
import type { Circuits } from './circuits.ts';
import type { OpenPorts } from './open-ports.ts';
import type { Unanswered } from './unanswered.ts';

/** What a call is carried out with, once it is known who calls. */
export interface CallMeta {
  readonly caller: Caller;
  readonly traceId: string;
  /** From the border only: the same key gives the same answer. */
  readonly idempotencyKey?: string;
  /** The step that calls, for traces. */
  readonly traceparent?: string;
  /** Set for the border when the answer was kept from an earlier time. */
  replayed?: boolean;
}

/** Everything that the machinery of one node shares. Handlers never see it: they get a context made from it for one call. */
export interface Engine {
  readonly node: string;
  readonly store: Store;
  readonly keyring: Keyring;
  readonly clock: BusinessClock;
  /** Real time, epoch milliseconds UTC: leases, back-off, tokens. */
  readonly realNow: () => number;
  /** The same moment by both clocks, for what must also hold when somebody sets the real one. */
  readonly moment: () => Moment;
  readonly random: () => number;
  readonly newId: () => string;
  readonly log: Log;
  /** Sees what is done here, for metrics, traces and the log. */
  readonly watch: Watch;
  /** All plugins there are, and the house's own services among them, by id. */
  readonly plugins: ReadonlyMap<string, AnyPlugin>;
  /** Those that no municipality can switch off. */
  readonly alwaysOn: ReadonlySet<string>;
  /** As they are now: an administrator may change them at any moment, so ask for each call. */
  readonly municipalities: ReadonlyMap<string, Municipality>;
  readonly ports: OpenPorts;
  readonly retries: RetryPolicy;
  readonly circuits: Circuits;
  readonly unanswered: Unanswered;
  /** Nothing that waits by itself waits longer. Milliseconds of real time. */
  readonly longestPauseMs: number;
  /** After so much silence what another node held is taken over. Milliseconds of real time. */
  readonly takeOverAfterMs: number;
  /** Something was put in the outbox. */
  readonly wake: () => void;
  /** Tells the other nodes that a business clock was moved. */
  readonly clockMoved: () => Promise<void>;
  /** Takes over here, and lets the other nodes take over, what an administrator changed. */
  readonly settingsChanged: () => Promise<void>;
  /** Calls an action wherever it runs, as this caller: the node that carries it out gets proof of that. */
  readonly call: (action: string, input: unknown, meta: CallMeta) => Promise<unknown>;
}

export function municipalityOf(engine: Pick<Engine, 'municipalities'>, id: string): Municipality {
  const municipality = engine.municipalities.get(id);
  if (!municipality) throw new Error(`municipality '${id}' is not configured here`);
  return municipality;
}

export function isEnabled(engine: Pick<Engine, 'municipalities' | 'alwaysOn'>, municipality: string, plugin: string): boolean {
  return engine.alwaysOn.has(plugin) || municipalityOf(engine, municipality).settings.has(plugin);
}

/** Off, and since when (business time): what began before goes on. Undefined when it is on, or was never on. */
export function restsSince(engine: Pick<Engine, 'municipalities' | 'alwaysOn'>, municipality: string, plugin: string): number | undefined {
  return isEnabled(engine, municipality, plugin) ? undefined : municipalityOf(engine, municipality).resting.get(plugin)?.since;
}

/** The parsed settings of a plugin: of one that was switched off, those that it had last. One that was never on has none. */
export function settingsOf(engine: Pick<Engine, 'municipalities'>, municipality: string, plugin: AnyPlugin): unknown {
  const { settings, resting } = municipalityOf(engine, municipality);
  return settings.get(plugin.contract.id) ?? resting.get(plugin.contract.id)?.settings ?? {};
}
