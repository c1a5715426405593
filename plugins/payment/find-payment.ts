import type { Reader } from '#services/kernel/tables.ts';
import { feeFailures } from './payment.failures.ts';
import { payments, type Payment } from './payment.store.ts';

export async function paymentOf(reader: Reader, id: string): Promise<Payment> {
  const found = await reader.first(payments, { id });
  if (!found) throw feeFailures['no-such-payment']();
  return found;
}

/** Oldest first. */
export async function paymentsOf(reader: Reader, dossier: string): Promise<Payment[]> {
  return reader.find(payments, { dossier }, { by: [['createdAt', 'asc'], ['id', 'asc']] });
}
