import { dayOf, instantOf } from '#services/belgium/brussels-time.ts';
import { birthDateOf } from '#services/belgium/insz.ts';
import type { CommandCtx, Work } from '#services/kernel/context.ts';
import type { EventPayload } from '#services/kernel/registry.ts';
import { dossiers } from '#services/journey/dossier.store.ts';
import { isFinal } from '#services/journey/journey-table.ts';
import { journey } from '#services/journey/journey.states.ts';
import { inszOf } from '#services/journey/people.ts';
import type { invitation } from './invitation.contract.ts';
import { codeAsks, type CodeAsk } from './invitation.store.ts';
import { drawCode } from './issue-code.ts';
import { countWrongCode } from './redeem-code.ts';

/** Is there a citizen with this card and this day of birth, who may still have a fresh code today? All others are counted with the wrong codes, and leave nothing. */
export async function judgeAsk(ctx: CommandCtx<typeof invitation>, { ask: id }: EventPayload<'invitation.codeAsked'>): Promise<void> {
  await ctx.work(async (work) => {
    const ask = await work.first(codeAsks, { id });
    if (!ask || ask.dossier !== null) return;
    const dossier = await dossierBehind(work, ask);
    const mayHave = dossier !== undefined && await work.count(codeAsks, { dossier, at: { gte: instantOf(dayOf(work.at), '00:00') } }) < ctx.config.codesPerDay;
    if (!mayHave) {
      await work.remove(codeAsks, { id });
      if (dossier === undefined) await countWrongCode(work);
      return;
    }
    const { personal: { code } } = await drawCode(work);
    await work.update(codeAsks, { id }, { dossier, personal: { typed: null, code } });
    await work.audit({ what: 'invitation.askCode', why: 'asked for on the website', result: 'done', subject: `dossier:${dossier}` });
    await work.emit('codeGranted', { dossier, ask: id });
  });
}

async function dossierBehind(work: Work<typeof invitation>, { personal: { typed } }: CodeAsk): Promise<string | undefined> {
  if (!typed) return undefined;
  const [dossier] = await work.find(dossiers, { cardIndex: { in: work.blindIndexes('card', typed.cardNumber) } }, { by: [['cycle', 'desc']], limit: 1 });
  if (!dossier || isFinal(journey, dossier.state)) return undefined;
  return birthDateOf(await inszOf(work, dossier.person)) === typed.birthDate ? dossier.id : undefined;
}
