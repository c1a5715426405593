import { handle } from '#services/kernel/plugin.ts';
import { bpostDelivery } from './bpost-delivery.contract.ts';
import { bpostDeliveryFailures } from './bpost-delivery.failures.ts';
import { certificateAt } from './judge-certificate.ts';
import { recordsOfEmployees } from './load-certificates.ts';

/** Only trained and certified bpost employees may handle an eID (agreement between municipality and bpost). */
export const demandCertified = handle(bpostDelivery, 'demandCertified', async (ctx, { employee }) => {
  const certificate = certificateAt(await recordsOfEmployees(ctx.store, ctx.config.employees, [employee]), employee, ctx.now());
  if (!certificate) throw bpostDeliveryFailures['not-certified']({ issues: [{ in: 'body', name: 'employee', detail: 'no valid certificate today' }] });
  return { certifiedUntil: certificate.lastDay };
});
