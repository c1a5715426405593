import type { CommandCtx } from '#services/kernel/context.ts';
import { isFailure } from '#services/kernel/failure.ts';
import type { authorisations } from './authorisations.contract.ts';
import { authorisationFailures } from './authorisations.failures.ts';
import { choosePeriod } from './choose-period.ts';
import { authorisationRecords, type AuthorisationRecord, type Holder } from './authorisations.store.ts';

export interface HolderReference { readonly holder: Holder; readonly reference: string }

/** What BiZa says of one holder, recorded. */
export async function askBiza(ctx: CommandCtx<typeof authorisations>, { holder, reference }: HolderReference): Promise<readonly AuthorisationRecord[]> {
  const { authorisations: said } = await ctx.ports.biza.authorisations({ holder, reference });
  return record(ctx, { holder, reference }, onePerAct(said, ctx.today()));
}

/** The same; and what it said not long ago when it does not answer now. */
export async function askOrRecall(ctx: CommandCtx<typeof authorisations>, of: HolderReference): Promise<readonly AuthorisationRecord[]> {
  try {
    return await askBiza(ctx, of);
  } catch (error) {
    if (!isFailure(error) || error.data.retry === 'never') throw error;
    const oldest = ctx.now() - ctx.config.freshHours * 3_600_000;
    const fresh = await ctx.store.find(authorisationRecords, { holder: of.holder, reference: of.reference, checkedAt: { gte: oldest } });
    if (fresh.length === 0) throw authorisationFailures.unverifiable({ cause: error });
    return fresh;
  }
}

type Answer = Pick<AuthorisationRecord, 'act' | 'validFrom' | 'validUntil' | 'withdrawn'>;

/** BiZa lists old periods too, and those that it has granted for later. */
function onePerAct(answers: readonly Answer[], today: string): Answer[] {
  return [...Map.groupBy(answers, ({ act }) => act).values()].flatMap((ofAct) => choosePeriod(ofAct, today) ?? []);
}

async function record(ctx: CommandCtx<typeof authorisations>, of: HolderReference, answers: readonly Answer[]): Promise<AuthorisationRecord[]> {
  return ctx.work(async (work) => {
    const checkedAt = work.at;
    const gone = (await work.find(authorisationRecords, of)).filter(({ act }) => !answers.some((answer) => answer.act === act));
    for (const { act } of gone) await work.update(authorisationRecords, { ...of, act }, { withdrawn: true, checkedAt });
    for (const answer of answers) {
      const isNew = await work.insertIfNew(authorisationRecords, { ...of, ...answer, checkedAt });
      if (!isNew) await work.update(authorisationRecords, { ...of, act: answer.act }, { ...answer, checkedAt });
    }
    return work.find(authorisationRecords, of);
  });
}
