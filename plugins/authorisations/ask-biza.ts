import type { CommandCtx } from '#services/kernel/context.ts';
import { isFailure } from '#services/kernel/failure.ts';
import type { authorisations } from './authorisations.contract.ts';
import { authorisationFailures } from './authorisations.failures.ts';
import { authorisationRecords, type AuthorisationRecord, type Holder } from './authorisations.store.ts';

export interface HolderReference { readonly holder: Holder; readonly reference: string }

/** What BiZa says of one holder, recorded. */
export async function askBiza(ctx: CommandCtx<typeof authorisations>, { holder, reference }: HolderReference): Promise<readonly AuthorisationRecord[]> {
  const { authorisations: said } = await ctx.ports.biza.authorisations({ holder, reference });
  return record(ctx, { holder, reference }, longestPerAct(said));
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

/** BiZa may list old periods too; per act the one that runs longest and is not withdrawn is kept. */
function longestPerAct(answers: readonly Answer[]): Answer[] {
  const order = [...answers].sort((a, b) => Number(a.withdrawn) - Number(b.withdrawn) || b.validUntil.localeCompare(a.validUntil));
  return [...new Map(order.toReversed().map((answer) => [answer.act, answer])).values()];
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
