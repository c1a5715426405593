import { handle } from '#services/kernel/plugin.ts';
import { askOrRecall, type HolderReference } from './ask-biza.ts';
import { authorisations } from './authorisations.contract.ts';
import { authorisationFailures } from './authorisations.failures.ts';
import { covering } from './judge-authorisation.ts';

/** Municipality, person and device, each with its own authorisation for this very act on this very day. */
export const demandAuthorisation = handle(authorisations, 'demand', async (ctx, { act, person, device }) => {
  if (act === 'capture-biometrics' && person.holder === 'bpost-employee') throw authorisationFailures['never-by-bpost']();
  const holders: readonly HolderReference[] = [
    { holder: 'municipality', reference: ctx.municipality.nis }, person, { holder: 'device', reference: device },
  ];
  const ends: string[] = [];
  for (const holder of holders) {
    const held = covering(await askOrRecall(ctx, holder), act, ctx.today());
    if (!held) {
      await ctx.work((work) => work.emit('refused', { ...holder, act }));
      throw authorisationFailures.missing({ issues: [{ in: 'body', name: holder.holder, detail: `no authorisation for '${act}' today` }] });
    }
    ends.push(held.validUntil);
  }
  return { validUntil: ends.sort()[0] ?? ctx.today() };
});
