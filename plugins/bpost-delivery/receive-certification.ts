import type { CommandCtx } from '#services/kernel/context.ts';
import type { MessagePayload } from '#services/kernel/port.ts';
import type { bpostDelivery } from './bpost-delivery.contract.ts';
import { certifications } from './bpost-delivery.store.ts';
import { auditOf } from './certify-employee.ts';
import { knownReference } from './know-employee.ts';
import { weighHeldForCertificate } from './weigh-messages.ts';

type Uses = (typeof bpostDelivery)['uses'];

/** bpost tells who may handle cards, or who may not any more: kept once, late, twice or out of order. A withdrawal and a certificate of one number are both kept: the withdrawal counts. */
export async function receiveCertification(ctx: CommandCtx<typeof bpostDelivery>, told: MessagePayload<Uses, 'bpost.certification'>): Promise<void> {
  const { event, at, sequence, validFrom, validUntil, evidence, training } = told;
  await ctx.work(async (work) => {
    const employee = await knownReference(work, ctx.config.employees, told.employee);
    const isNew = await work.insertIfNew(certifications, {
      employee, notice: `bpost:${event}:${sequence}`, event, decidedAt: at, recordedAt: work.at, recordedBy: work.actor, sequence,
      firstDay: validFrom, lastDay: validUntil, reason: event === 'withdrawn' ? 'told-by-bpost' : null, said: { training, trainedOn: null, evidence },
    });
    if (!isNew) return;
    await auditOf(work, event === 'withdrawn' ? 'withdrawCertificates' : 'certify', employee, 'told-by-bpost');
    if (event === 'withdrawn') await work.emit('employeeWithdrawn', { employee });
    else await weighHeldForCertificate(work, ctx.config);
  });
}
