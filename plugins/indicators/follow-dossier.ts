import type { CommandCtx } from '#services/kernel/context.ts';
import type { indicators } from './indicators.contract.ts';
import { countDossiers } from './count-dossiers.ts';

/** Whatever was told of a dossier: it is measured anew. */
export async function followDossier(ctx: CommandCtx<typeof indicators>, { dossier }: { readonly dossier: string }): Promise<void> {
  await ctx.work(async (work) => { await countDossiers(work, [dossier], work.at); });
}
