import type { z } from 'zod';
import type { Port, PortImplementation, SealedEnvelope } from './port.ts';

/** What every implementation of a port is given. Time, randomness and network come from here, never from globals. */
export interface ConnectorEnv<Config> {
  readonly config: Config;
  readonly municipality: { readonly id: string; readonly nis: string };
  /** Business time of the municipality, epoch milliseconds UTC. */
  readonly now: () => number;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  readonly fetch: typeof fetch;
}

export type Implementation<P extends Port, C extends z.ZodType> = (env: ConnectorEnv<z.output<C>>) => PortImplementation<P>;

/**
 * A sandbox's own means, beside those of any implementation: a durable folder that outlives our crashes, and the way in
 * for messages that the outside system sends of its own accord.
 */
export interface SandboxEnv<Config> extends ConnectorEnv<Config> {
  /** Folder of the sandboxes of this municipality. */
  readonly folder: string;
  /**
   * Hands an inbound message to the house. Resolves once it is durably taken in; the sandbox repeats it until then. Ciphertext
   * for BiZa goes beside the payload: the house keeps it in the vault and puts the reference in the payload's `sealed`.
   */
  readonly deliver: (message: string, id: string, payload: Readonly<Record<string, unknown>>, envelope?: SealedEnvelope) => Promise<void>;
}

/** One lever of a sandbox that a test or demonstration may pull: `POST /sandbox/<port>/<lever>`. */
export interface Lever { readonly summary: string; readonly input: z.ZodType; readonly output: z.ZodType; readonly pull: (input: unknown) => Promise<unknown> }

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

export interface Connector<P extends Port = Port, C extends z.ZodType = z.ZodType> {
  readonly port: P;
  /** The owner's name and what the system is, for screens and start-up. */
  readonly title: string;
  readonly config: C;
  readonly live?: Implementation<P, C>;
  readonly sandbox: (env: SandboxEnv<z.output<C>>) => OpenSandbox<P>;
}

/** Binds a port to its implementations. Data only: nothing is opened until a municipality calls. */
export function defineConnector<P extends Port, C extends z.ZodType>(port: P, definition: Omit<Connector<P, C>, 'port'>): Connector<P, C> {
  return Object.freeze({ port, ...definition });
}

/** A connector whatever its port: what the catalogue holds. */
// oxlint-disable-next-line typescript/no-explicit-any -- a catalogue of all ports erases their types; each call is parsed by its port again
export type AnyConnector = Connector<any, any>;
