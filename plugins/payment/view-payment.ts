import type { z } from 'zod';
import type { paymentView } from './payment.contract.ts';
import type { Payment } from './payment.store.ts';

export function viewOf({ id, dossier, method, amount, state, checkoutUrl, iban, beneficiary, communication, expiresAt, paidAt }: Payment): z.output<typeof paymentView> {
  const transfer = iban !== null && beneficiary !== null ? { iban, beneficiary, communication } : null;
  return { payment: id, dossier, method, amount, state, checkoutUrl, transfer, expiresAt, paidAt };
}
