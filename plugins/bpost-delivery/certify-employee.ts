import type { Work } from '#services/kernel/context.ts';
import { handle } from '#services/kernel/plugin.ts';
import { bpostDelivery } from './bpost-delivery.contract.ts';
import { certifications } from './bpost-delivery.store.ts';
import { knownReference } from './know-employee.ts';
import { weighHeldForCertificate } from './weigh-messages.ts';

/** Records the certificate that bpost showed. What was told by this employee and held for want of it counts now, where it was valid on that day. */
export const certifyEmployee = handle(bpostDelivery, 'certify', (ctx, { employee: asked, training, trainedOn, validFrom, validUntil, evidence }) => ctx.answer(async (work) => {
  const employee = await knownReference(work, ctx.config.employees, asked);
  await work.insert(certifications, {
    employee, notice: `house:${work.newId()}`, event: 'certified', decidedAt: work.at, recordedAt: work.at, recordedBy: work.actor, firstDay: validFrom, lastDay: validUntil, said: { training, trainedOn, evidence },
  });
  await auditOf(work, 'certify', employee);
  await weighHeldForCertificate(work, ctx.config);
  return { employee };
}));

/** Staff of bpost by reference: whom it concerned is part of the proof. */
export function auditOf(work: Work<typeof bpostDelivery>, what: string, employee: string, why?: string): Promise<void> {
  return work.audit({ what: `bpost-delivery.${what}`, subject: `bpost-employee:${employee}`, ...(why !== undefined && { why }), result: 'done' });
}
