/**
 * One step of the work of a node. `request`: asked at the border; `action`: carried out; `read`, `effect`: asked of an outside system; `item`: one turn of an item of the
 * outbox; `delivery`: an event or message handed to a plugin; `message`: taken in from outside; `job`: run by the clock.
 */
export type StepKind = 'request' | 'action' | 'read' | 'effect' | 'item' | 'delivery' | 'message' | 'job';

/** Everything in it is a name of a contract or of the configuration, or a reference: nothing of a person, for it goes into metrics and traces. */
export interface Step {
  readonly kind: StepKind;
  /** `request.submit`, `biza.orderCard`: as the contracts have it, never as somebody sent it. */
  readonly name: string;
  /** Whom it serves, where that is known. */
  readonly municipality?: string | undefined;
  readonly traceId: string;
  /** The item of the outbox that is carried out: whoever left it there is the cause of this. */
  readonly item?: string | undefined;
  /** The W3C `traceparent` that came with it, from another node or from outside. */
  readonly cause?: unknown;
}

export interface LeftItem { readonly id: string; readonly name: string; readonly traceId: string }

/** Sees the machinery at work: for metrics, traces, and what log lines say of where they come from. It changes nothing of what is done. */
export interface Watch {
  /** Carries out a step. @param resultOf what it came to, in one word of a known list, where that is more than that it was done */
  during<T>(step: Step, body: () => Promise<T>, resultOf?: (value: T) => string): Promise<T>;
  /** What the step under way left in the outbox for later, once that is committed. */
  leaves(municipality: string, items: readonly LeftItem[]): void;
  /** The step under way, as the next hop should hear it (W3C Trace Context); nothing where nobody traces. */
  traceparent(): string | undefined;
}

export const quietWatch: Watch = { during: (_step, body) => body(), leaves: () => undefined, traceparent: () => undefined };
