import type { z } from 'zod';
import type { AgentLines, AgentSide } from './agent-lines.ts';
import type { Port, PortImplementation, SealedEnvelope } from './port.ts';
import type { ReadSecret } from './secret.ts';
import type { WayIn, WireHandler } from './wire.ts';

/** What every implementation of a port is given. Time, randomness and network come from here, never from globals. */
export interface ConnectorEnv<Config> {
  readonly config: Config;
  /** `nis` is the code in force at this moment of business time: read it when it is used, for municipalities merge while the house runs. */
  readonly municipality: { readonly id: string; readonly nis: string };
  /** Business time of the municipality, epoch milliseconds UTC. */
  readonly now: () => number;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  readonly fetch: typeof fetch;
}

/** What a live side is given beside that. */
export interface LiveEnv<Config> extends ConnectorEnv<Config> {
  readonly secret: ReadSecret;
  /** Real time, epoch milliseconds UTC: certificates, tokens and time stamps on the wire. */
  readonly realNow: () => number;
  /** Where the outside reaches this connector, without a slash at the end: what it tells another system to call. Known once the house can be reached. */
  readonly url: () => string;
  /** The device agents of the municipality; left out where nobody can have a line. */
  readonly agents?: AgentLines;
}

/**
 * Hands an inbound message to the house. Resolves once it is durably taken in: only then may its sender be told so, and a message with the same id is
 * taken in once. Ciphertext for BiZa goes beside the payload: the house keeps it in the vault and puts the reference in the payload's `sealed`.
 * @throws message.not-understood, naming the fields (`never`); port.switched-off while the connector is cut (`safe`)
 */
export type Deliver = (message: string, id: string, payload: Readonly<Record<string, unknown>>, envelope?: SealedEnvelope) => Promise<void>;

/** What it takes to be called by the outside system. */
export interface InboundEnv<Config> extends LiveEnv<Config> {
  readonly deliver: Deliver;
  /** The NIS codes that this municipality had before, and where it was reached by each: what was agreed before a merger is still addressed so. */
  readonly formerly?: () => readonly { readonly nis: string; readonly url: string }[];
}

/** The real system behind a port, with the settings that reaching it takes. */
export interface Live<P extends Port> {
  readonly config: z.ZodType;
  /** Opens no connection: each call does, or takes one that stands. What keeps connections is disposed of (`Symbol.asyncDispose`) when the house closes. */
  readonly open: (env: LiveEnv<unknown>) => PortImplementation<P>;
  /** Looks whether it would work, and changes nothing outside. Never throws: what is wrong is a finding. */
  readonly check: (env: LiveEnv<unknown>) => Promise<readonly Finding[]>;
  /**
   * What the outside system calls of its own accord, over its own wire. It proves by itself who calls; it answers that a message was taken in only after
   * `deliver` resolved, and in its own words what is wrong with one.
   */
  readonly inbound?: (env: InboundEnv<unknown>) => WayIn;
  /** Device agents are the other side: what they deliver over their lines are messages of this port. */
  readonly agents?: (env: LiveEnv<unknown>) => AgentSide;
}

/** One thing that was looked at before a connector is trusted with work. */
export interface Finding {
  readonly what: 'reachability' | 'credentials' | 'certificate' | 'rights' | 'mapping';
  readonly ok: boolean;
  /** One sentence for an administrator: what is wrong and what to do, or until when it is right. No secret, no personal data. */
  readonly says: string;
  /** Of a certificate or key: until when it holds, epoch milliseconds UTC. */
  readonly until?: number;
}

/** Types a live side from its settings; they are parsed before it opens. */
export function defineLive<I, C extends z.ZodType>(config: C, sides: LiveSides<I, z.output<C>>): LiveSides<I, unknown> & { readonly config: C } {
  // What is parsed by this schema is what all of them take.
  return { config, ...(sides as LiveSides<I, unknown>) };
}

interface LiveSides<I, Config> {
  readonly open: (env: LiveEnv<Config>) => I;
  readonly check: (env: LiveEnv<Config>) => Promise<readonly Finding[]>;
  readonly inbound?: (env: InboundEnv<Config>) => WayIn;
  readonly agents?: (env: LiveEnv<Config>) => AgentSide;
}

/**
 * A sandbox's own means, beside those of any implementation: a durable folder that outlives our crashes, and the way in
 * for messages that the outside system sends of its own accord.
 */
export interface SandboxEnv<Config> extends ConnectorEnv<Config> {
  /** Folder of the sandboxes of this municipality. */
  readonly folder: string;
  /** Hands an inbound message to the house; the sandbox repeats it until it is taken in. */
  readonly deliver: Deliver;
  /** Its messages go out after the answer to what was asked, as from another machine; else before it, so that nobody need wait for them. */
  readonly tellsLater?: boolean;
}

/** One lever of a sandbox that a test or demonstration may pull: `POST /sandbox/<port>/<lever>`. */
export interface Lever {
  readonly summary: string; readonly input: z.ZodType; readonly output: z.ZodType; readonly pull: (input: unknown) => Promise<unknown>;
  /** Looks only: nothing that waits goes out because of it. */
  readonly looksOnly?: true;
  /** It takes nothing and answers lists of what the system knows, by name: for people to read as tables. */
  readonly shows?: true;
}

/** Types a lever from its schemas; what comes in is parsed before it runs. */
export function defineLever<I extends z.ZodType, O extends z.ZodType>(
  summary: string, input: I, output: O, run: (input: z.output<I>) => Promise<z.input<O>> | z.input<O>,
): Lever {
  return { summary, input, output, pull: async (given) => output.parse(await run(input.parse(given))) };
}

export interface OpenSandbox<P extends Port> {
  readonly implementation: PortImplementation<P>;
  readonly levers: Readonly<Record<string, Lever>>;
  readonly close: () => void;
}

/** What a sandbox is given where it is served over the wire of the real system. */
export interface ServeEnv<Config> extends ConnectorEnv<Config> {
  /** Folder for keys and certificates of its own: what a partner would send us by a secure way stands here for the live side. */
  readonly folder: string;
  readonly realNow: () => number;
  /** Where it is served, without a slash at the end. */
  readonly url: string;
}

export interface OpenServed {
  readonly handle: WireHandler;
  /** Levers of the wire itself (its keys, the files that it gives), beside those of the sandbox behind it. */
  readonly levers?: Readonly<Record<string, Lever>>;
  readonly close?: () => Promise<void>;
}

/** A sandbox behind the wire of the real system, so that the live side can be pointed at it. */
export interface Served<P extends Port, C extends z.ZodType> {
  readonly open: (sandbox: OpenSandbox<P>, env: ServeEnv<z.output<C>>) => Promise<OpenServed>;
  /** How it tells something of its own accord, over its own wire, to a middleware that takes messages in at `at`. It fails unless that was acknowledged. */
  readonly tell?: (env: ServeEnv<z.output<C>>, at: string) => Deliver;
  /** Settings of the live side that reach it, as they are written. */
  readonly settings: (place: Pick<ServeEnv<unknown>, 'url' | 'folder'>) => unknown;
}

export interface Connector<P extends Port = Port, C extends z.ZodType = z.ZodType> {
  readonly port: P;
  /** The owner's name and what the system is, for screens and start-up. */
  readonly title: string;
  /** Settings of the sandbox. */
  readonly config: C;
  /** A part of the installation rather than somebody else's system: where it is live, nothing real hangs on it yet. */
  readonly ours?: true;
  readonly sandbox: (env: SandboxEnv<z.output<C>>) => OpenSandbox<P>;
  readonly served?: Served<P, C>;
  readonly live?: Live<P>;
}

/** Binds a port to its implementations. Data only: nothing is opened until a municipality calls. */
export function defineConnector<P extends Port, C extends z.ZodType>(port: P, definition: Omit<Connector<P, C>, 'port'>): Connector<P, C> {
  return Object.freeze({ port, ...definition });
}

/** A connector whatever its port: what the catalogue holds. */
// oxlint-disable-next-line typescript/no-explicit-any -- a catalogue of all ports erases their types; each call is parsed by its port again
export type AnyConnector = Connector<any, any>;
