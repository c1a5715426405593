import type { z } from 'zod';
import type { Ground } from '#services/journey/ground.ts';
import type { payment } from './payment.contract.ts';
import type { Payment } from './payment.store.ts';

export type Settings = z.output<(typeof payment)['config']>;

/** Euro cents still to pay: the fee of the ground, minus what was paid and is not given back. Never negative. */
export function feeDue({ fees }: Pick<Settings, 'fees'>, ground: Ground | null, payments: readonly Pick<Payment, 'state' | 'amount'>[]): number {
  const fee = ground === null ? 0 : fees[ground];
  const paid = payments.filter(({ state }) => state === 'paid').reduce((sum, { amount }) => sum + amount, 0);
  return Math.max(0, fee - paid);
}
