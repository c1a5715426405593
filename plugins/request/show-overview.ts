import { handle } from '#services/kernel/plugin.ts';
import { ageOn } from '#services/belgium/age.ts';
import { birthDateOf } from '#services/belgium/insz.ts';
import { groundSchema, type Ground } from '#services/journey/ground.ts';
import { dossierOf } from '#services/journey/move-dossier.ts';
import { inszOf } from '#services/journey/people.ts';
import { request } from './request.contract.ts';
import { requestFailures } from './request.failures.ts';

/** What is known is fetched and shown, so that the citizen has nothing to bring and little to type. */
export const showOverview = handle(request, 'overview', async (ctx, { dossier: id }) => {
  const dossier = await dossierOf(ctx.store, id);
  const insz = await inszOf(ctx.store, dossier.person);
  const [{ citizen }, { status }] = await Promise.all([
    ctx.ports.crm.citizen({ insz }), ctx.ports.disabilityRegister.recognition({ insz, on: ctx.today() }),
  ]);
  if (!citizen) throw requestFailures['unknown-citizen']();

  const recognised = status === 'current';
  const offered: readonly Ground[] = groundSchema.options.filter((ground) => ground !== 'disability' || recognised);
  const grounds = await Promise.all(offered.map(async (ground) => ({
    ground, ...await ctx.call('payment.quote', { dossier: id, ground }), known: ground === 'disability' || ground === dossier.ground,
  })));
  const birthDate = birthDateOf(insz);
  const { representative, firstName, lastName, language, address, email, mobile, preferredMedium, whatsappOptIn, version } = citizen;
  return {
    dossier: id, state: dossier.state, expiresOn: dossier.expiresOn,
    citizen: { firstName, lastName, language, address, email, mobile, preferredMedium, whatsappOptIn, version }, representative,
    representativeMustBePresent: birthDate !== undefined && ageOn(birthDate, ctx.today()) < ctx.config.representativeUnderAge,
    grounds,
  };
});
