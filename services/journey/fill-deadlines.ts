import type { CommandCtx } from '#services/kernel/context.ts';
import { dossiers } from './dossier.store.ts';
import { dueOf } from './due-of.ts';
import { isFinal } from './journey-table.ts';
import type { journeyContract } from './journey.contract.ts';
import { journey, type State } from './journey.states.ts';

const open = (Object.keys(journey.states) as State[]).filter((state) => !isFinal(journey, state));
const atOnce = 200;

/** Open dossiers that an earlier release left are due before their card expires, until their next move. Each has one afterwards, so that this comes to an end. */
export async function fillDeadlines(ctx: CommandCtx<typeof journeyContract>): Promise<void> {
  for (;;) {
    const without = await ctx.store.find(dossiers, { dueAt: null, state: { in: open } }, { limit: atOnce });
    if (without.length === 0) return;
    await ctx.work(async (work) => {
      for (const dossier of without) await work.update(dossiers, { id: dossier.id, sequence: dossier.sequence, dueAt: null }, { dueAt: dueOf(dossier, dossier.state) });
    });
  }
}
