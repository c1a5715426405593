import type { Ctx } from '#services/kernel/context.ts';
import type { Purpose } from '#plugins/appointments/appointments.contract.ts';
import type { request } from './request.contract.ts';
import { requestFailures } from './request.failures.ts';

/** A citizen may change a visit until some hours before; an official on the telephone always may. */
export async function demandInTime(ctx: Ctx<typeof request>, dossier: string, purpose: Purpose): Promise<void> {
  if (ctx.caller.kind !== 'citizen') return;
  const { appointments } = await ctx.call('appointments.ofDossier', { dossier });
  const planned = appointments.find((visit) => visit.purpose === purpose && visit.state === 'confirmed');
  if (planned && planned.start - ctx.now() < ctx.config.changeUntilHours * 3_600_000) throw requestFailures['too-late-to-change']();
}
