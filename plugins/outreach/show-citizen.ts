import { birthDateOf } from '#services/belgium/insz.ts';
import type { Ctx } from '#services/kernel/context.ts';
import { handle } from '#services/kernel/plugin.ts';
import { inszOf } from '#services/journey/people.ts';
import { outreach } from './outreach.contract.ts';
import { outreachFailures } from './outreach.failures.ts';
import { citizens, type Citizen } from './outreach.store.ts';
import { rulesOf, viewCitizen } from './view-citizen.ts';

/** By name, one at a time, so that each look at somebody is in the audit. What the CRM says makes the suggestion better. */
export const showCitizen = handle(outreach, 'show', async (ctx, { reference: id }) => {
  const row = await ctx.store.first(citizens, { id });
  if (!row) throw outreachFailures['unknown-citizen']();
  const rules = await rulesOf(ctx);
  const insz = await numberOf(ctx, row);
  const known = insz === undefined ? null : (await ctx.ports.crm.citizen({ insz })).citizen;
  if (insz === undefined || !known) return { ...viewCitizen(row, rules), citizen: null, representative: null };
  const { firstName, lastName, language, address, email, mobile, phone, preferredMedium, reachable, representative } = known;
  const view = viewCitizen(row, rules, { telephone: mobile !== null || phone !== null, representative: representative !== null });
  return { ...view, citizen: { firstName, lastName, birthDate: birthDateOf(insz) ?? null, language, address, email, mobile, phone, preferredMedium, reachable }, representative };
});

/** Of who has a dossier we keep the number; of others the eID tool is asked whose card this is. */
async function numberOf(ctx: Ctx<typeof outreach>, { person, expiresOn, cardIndex, inszIndex }: Citizen): Promise<string | undefined> {
  if (person !== null) return inszOf(ctx.store, person);
  for (let after: string | null = null; ;) {
    const page: Awaited<ReturnType<typeof ctx.ports.eidTool.expiringCards>> = await ctx.ports.eidTool.expiringCards({ from: expiresOn, until: expiresOn, after });
    const card = page.cards.find(({ cardNumber }) => ctx.blindIndexes('card', cardNumber).includes(cardIndex));
    if (card) return ctx.blindIndexes('insz', card.insz).includes(inszIndex) ? card.insz : (await ctx.ports.disabilityRegister.recognition({ insz: card.insz, on: ctx.today() })).replacedBy ?? card.insz;
    if (page.next === null) return undefined;
    after = page.next;
  }
}
