import { handle } from '#services/kernel/plugin.ts';
import { birthDateOf } from '#services/belgium/insz.ts';
import { dossierOf } from '#services/journey/move-dossier.ts';
import { inszOf } from '#services/journey/people.ts';
import { request } from './request.contract.ts';

/** As the CRM has it today; asked for one dossier at a time, so that each look at somebody is in the audit. */
export const showCitizen = handle(request, 'citizen', async (ctx, { dossier }) => {
  const { person } = await dossierOf(ctx.store, dossier);
  const insz = await inszOf(ctx.store, person);
  const { citizen } = await ctx.ports.crm.citizen({ insz });
  if (!citizen) return { citizen: null, representative: null };
  const { firstName, lastName, language, address, email, mobile, phone, preferredMedium, reachable, representative } = citizen;
  return { citizen: { firstName, lastName, birthDate: birthDateOf(insz) ?? null, language, address, email, mobile, phone, preferredMedium, reachable }, representative };
});
