import { handle } from '#services/kernel/plugin.ts';
import { bpostDelivery } from './bpost-delivery.contract.ts';
import { bpostDeliveryFailures } from './bpost-delivery.failures.ts';
import { certifications } from './bpost-delivery.store.ts';
import { auditOf } from './certify-employee.ts';
import { knownReference } from './know-employee.ts';
import { recordsOfEmployees } from './load-certificates.ts';

/** At once and for all certificates of this employee, whoever recorded them: bpost telephoned, or something happened at a door. */
export const withdrawCertificates = handle(bpostDelivery, 'withdrawCertificates', (ctx, { employee: asked, reason }) => ctx.answer(async (work) => {
  const employee = await knownReference(work, ctx.config.employees, asked);
  const { certificates } = await recordsOfEmployees(work, ctx.config.employees, [employee]);
  if (!certificates.some((one) => one.employee === employee)) throw bpostDeliveryFailures['unknown-employee']();
  await work.insert(certifications, { employee, notice: `house:${work.newId()}`, event: 'withdrawn', decidedAt: work.at, recordedAt: work.at, recordedBy: work.actor, reason });
  await auditOf(work, 'withdrawCertificates', employee, reason);
  await work.emit('employeeWithdrawn', { employee });
  return { employee };
}));
