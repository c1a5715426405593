import type { PaymentMethod } from '#connectors/payment/payment.port.ts';
import { requestFailures } from './request.failures.ts';

interface Quote {
  readonly amount: number;
  readonly methods: readonly PaymentMethod[];
  /** Was the fee paid before, for a moment that was lost? */
  readonly paid: boolean;
}
interface Choice { readonly method?: PaymentMethod | undefined; readonly returnUrl?: string | undefined }
export type PaymentChoice = { readonly free: true } | { readonly free: false; readonly method: PaymentMethod; readonly returnUrl: string };

const field = (name: string, detail: string) => ({ issues: [{ in: 'body' as const, name, detail }] });

/** Does the way of paying fit the fee? Nothing to pay is as much a mistake as no way to pay. */
export function checkPaymentChoice({ amount, methods, paid }: Quote, { method, returnUrl }: Choice): PaymentChoice {
  if (amount === 0 && method) throw requestFailures['nothing-to-pay'](field('method', paid ? 'leave it out: the fee is paid already' : 'leave it out: there is no fee'));
  if (amount === 0) return { free: true };
  if (!method) throw requestFailures['method-missing'](field('method', `one of ${methods.join(', ')}`));
  if (!methods.includes(method)) throw requestFailures['method-not-offered'](field('method', `one of ${methods.join(', ')}`));
  if (!returnUrl) throw requestFailures['return-url-missing'](field('returnUrl', 'required for a payment'));
  return { free: false, method, returnUrl };
}
