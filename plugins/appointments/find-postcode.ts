import type { Ctx } from '#services/kernel/context.ts';
import type { Dossier } from '#services/journey/dossier.store.ts';
import { inszOf } from '#services/journey/people.ts';
import type { appointments } from './appointments.contract.ts';
import { appointmentFailures } from './appointments.failures.ts';

/** Where the citizen lives now, by the CRM. Asked before a unit of work begins, never inside one. */
export async function postcodeOf(ctx: Ctx<typeof appointments>, dossier: Pick<Dossier, 'person'>): Promise<string> {
  const { citizen } = await ctx.ports.crm.citizen({ insz: await inszOf(ctx.store, dossier.person) });
  if (!citizen) throw appointmentFailures['unknown-address']();
  return citizen.address.postcode;
}
