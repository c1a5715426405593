/** What a device can do and is doing, as its agent says. */
export interface AgentState {
  readonly cardReader: 'ready' | 'no-card' | 'absent';
  readonly pinpad: boolean;
  readonly fingerprints: 'ready' | 'busy' | 'not-ready' | 'absent';
  /** Sealed answers that wait in the agent for the house. */
  readonly waiting: number;
}

/** `capture`: fingerprints may be taken with it; `delivery`: cards may be read, activated and handed over. */
export type AgentRight = 'capture' | 'delivery';

export interface EnrolledAgent {
  readonly device: string;
  readonly title: string;
  readonly rights: readonly AgentRight[];
  /** Undefined while it has no line to any node. */
  readonly state: AgentState | undefined;
}

/** What an agent says to an ask: done, or a code of why not. */
export type AgentAnswer = { readonly done: true; readonly result: unknown } | { readonly done: false; readonly why: string };

/** The device agents of a municipality, on whichever node their lines are. */
export interface AgentLines {
  /** Those that are enrolled and not revoked. */
  list(): Promise<readonly EnrolledAgent[]>;
  /**
   * Asks one of them. With a key the agent carries it out once, however often it is asked.
   * @throws agents.not-connected: it was not asked (`safe`); agents.not-allowed: it has no right to that (`never`); agents.no-answer: it may have been done (`ambiguous`)
   */
  ask(device: string, operation: string, input: unknown, how: { readonly key: string | null; readonly withinMs: number; readonly signal: AbortSignal }): Promise<AgentAnswer>;
}

/** What a port has to say of the agents behind it. */
export interface AgentSide {
  /** What an agent must have a right to for that ask or message; undefined where there is none of that name. */
  readonly rightFor: (what: string) => AgentRight | undefined;
  /** The certificate (PEM) for which an agent that enrols will seal; null where it gets that another way. */
  readonly sealsFor: () => Promise<{ readonly keyId: string; readonly certificate: string } | null>;
}
