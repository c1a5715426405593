import { handle } from '#services/kernel/plugin.ts';
import { bpostDelivery } from './bpost-delivery.contract.ts';
import { bpostDeliveryFailures } from './bpost-delivery.failures.ts';
import { arrangementOf } from './load-arrangement.ts';

/** What bpost's scanners say, asked at this moment and kept nowhere: custody follows what the employee tells, not a scan. */
export const trackParcel = handle(bpostDelivery, 'track', async (ctx, { dossier }) => {
  const { reference, barcode } = await arrangementOf(ctx.store, dossier);
  if (barcode === null) throw bpostDeliveryFailures['not-announced']();
  const { known, latest } = await ctx.ports.bpost.track({ barcode });
  return { dossier, reference, barcode, known, latest };
});
