import type { z } from 'zod';
import type { OutwardCall } from '#services/kernel/port.ts';
import { paymentFailures, type payment } from '../payment.port.ts';

type Operations = typeof payment['operations'];
export type Start = z.output<Operations['start']['input']>;
export type Started = z.input<Operations['start']['output']>;
export type Standing = z.input<Operations['status']['output']>;

/** One who serves online payments, whichever it is. The ids of payments are its own. */
export interface OnlineProvider {
  readonly start: (asked: Start, call: OutwardCall) => Promise<Started>;
  /** Of several payments with one reference: the one that was paid, else the first. Undefined only when there is certainly none. */
  readonly lookUp: (asked: Start, call: OutwardCall) => Promise<Started | undefined>;
  readonly status: (paymentId: string, call: OutwardCall) => Promise<Standing>;
  readonly cancel: (paymentId: string, call: OutwardCall) => Promise<void>;
  readonly refund: (asked: { readonly paymentId: string; readonly reference: string; readonly amount: number }, call: OutwardCall) => Promise<{ readonly refundId: string }>;
  readonly close: () => void;
}

const onThisMachine = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Where a citizen may be sent to pay: over TLS; without it on this machine alone, and only by a provider that stands here too. */
export function payableAt(address: string | undefined, provider: string): string | undefined {
  if (address === undefined || !URL.canParse(address)) return undefined;
  const { protocol, hostname, username } = new URL(address);
  if (username !== '') return undefined;
  return protocol === 'https:' || (protocol === 'http:' && onThisMachine.has(hostname) && onThisMachine.has(new URL(provider).hostname)) ? address : undefined;
}

/** Withdraws; when the provider says that it has ended already, its status says whether that was the end that was asked for. */
export async function withdraw(provider: Pick<OnlineProvider, 'status'>, paymentId: string, call: OutwardCall): Promise<void> {
  if ((await provider.status(paymentId, call)).status !== 'cancelled') throw paymentFailures['not-open']();
}
