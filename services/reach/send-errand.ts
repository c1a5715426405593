import type { ErrandSigner } from '#services/identity/errand-proofs.ts';
import { isFailure } from '#services/kernel/failure.ts';
import type { Carried, Deed, Errand } from './errand.ts';
import { outwardFailures } from './outward-failures.ts';

/** Has a deed done at an outside system by a node that reaches it, once. */
export type SendErrand = (municipality: string, port: string, deed: Deed) => Promise<unknown>;

export interface SendingOptions {
  readonly proofs: ErrandSigner;
  /** Calls an action of the bus, on whichever node offers it. Never twice. */
  readonly call: (action: string, carried: Carried, timeoutMs: number) => Promise<unknown>;
  /** Whether the bus can be reached now. */
  readonly isUp: () => boolean;
  readonly settingsOf: (municipality: string, port: string) => unknown;
  /** Business time of a municipality. */
  readonly now: (municipality: string) => number;
  readonly realNow: () => number;
  /** Where the outside reaches this house, without a slash at the end. */
  readonly publicUrl: () => string;
  /** How long an answer is waited for. */
  readonly withinMs: number;
}

/** The action by which a node offers to reach a port; nodes know of each other who offers it. */
export const actionOf = (port: string): string => `reach-${port}.errand`;

/** @throws outside.no-node (nothing was asked), outside.node-lost (it may have been), and what the connector throws there */
export function openSending({ proofs, call, isUp, settingsOf, now, realNow, publicUrl, withinMs }: SendingOptions): SendErrand {
  return async (municipality, port, deed) => {
    // What the connection keeps until the bus is back would go out when nobody waits for it any more.
    if (!isUp()) throw outwardFailures['no-node']();
    const sentAt = realNow();
    const errand: Errand = { municipality, port, settings: settingsOf(municipality, port), ahead: now(municipality) - sentAt, publicUrl: publicUrl(), until: sentAt + withinMs, deed };
    const text = JSON.stringify(errand);
    const proof = await proofs.sign(text);
    let answered: unknown;
    try {
      answered = await call(actionOf(port), { errand: text, proof }, withinMs + graceMs);
    } catch (error) {
      if (isFailure(error)) throw error;
      throw (nothingWasAsked.has(typeOf(error)) ? outwardFailures['no-node'] : outwardFailures['node-lost'])({ cause: error });
    }
    return typeof answered === 'object' && answered !== null && 'answer' in answered ? answered.answer : undefined;
  };
}

/** Who waits for the answer gives up first, and says so in its own words. */
const graceMs = 1_000;

/** The broker found nobody to send it to, or who got it offers it no more: in both cases before anything was done. */
const nothingWasAsked = new Set(['SERVICE_NOT_FOUND', 'SERVICE_NOT_AVAILABLE']);

export function typeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'type' in error && typeof error.type === 'string' ? error.type : '';
}
