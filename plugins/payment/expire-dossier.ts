import type { Work } from '#services/kernel/context.ts';
import { allows, dossierOf, moveDossier } from '#services/journey/move-dossier.ts';
import { paymentsOf } from './find-payment.ts';
import type { payment as contract } from './payment.contract.ts';
import { live, type PaymentState } from './payment.store.ts';

const tryAgain: readonly PaymentState[] = ['failed', 'cancelled'];

/**
 * The dossier's time to pay is over, unless it was paid, another payment is still open, or the last one failed and has time left for a
 * second try. Move and event go together: the moment is given free by who listens.
 */
export async function expireDossier(work: Work<typeof contract>, id: string): Promise<void> {
  const all = await paymentsOf(work, id);
  const latest = all.at(-1);
  const paidOrOpen = all.some(({ state }) => state === 'paid' || live.includes(state));
  const mayTryAgain = latest && tryAgain.includes(latest.state) && latest.expiresAt > work.at;
  if (paidOrOpen || mayTryAgain || !allows(await dossierOf(work, id), 'expire-payment')) return;
  await moveDossier(work, id, 'expire-payment');
  if (latest) await work.emit('expired', { payment: latest.id, dossier: id });
}
