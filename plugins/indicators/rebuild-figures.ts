import { handle } from '#services/kernel/plugin.ts';
import { takeTurn } from './count-dossier.ts';
import { countAll, dossiersInPages, type IndicatorsCtx } from './count-in-pages.ts';
import { indicators } from './indicators.contract.ts';
import { tallies } from './indicators.store.ts';
import { measures, type Measure } from './measures.ts';
import { differentTallies, monthsMeasured } from './sum-tallies.ts';

/** Page by page, while events go on to be counted: it may be broken off and begun again. */
export const rebuildFigures = handle(indicators, 'rebuild', async (ctx) => {
  let [dossiers, changed] = [0, 0];
  for await (const page of dossiersInPages(ctx)) {
    dossiers += page.length;
    changed += await countAll(ctx, page);
  }
  for (const measure of measures) changed += await mendTallies(ctx, measure);
  return { counted: dossiers, changed };
});

async function mendTallies(ctx: IndicatorsCtx, measure: Measure): Promise<number> {
  let mended = 0;
  for (const month of await monthsMeasured(ctx.store, measure)) {
    mended += await ctx.work(async (work) => {
      await takeTurn(work, work.at);
      // Years are looked at after their months were put right.
      let found = 0;
      for (let wrong = await differentTallies(work, measure, month); wrong.length > 0; wrong = await differentTallies(work, measure, month)) {
        found += wrong.length;
        for (const { cell, kept, should } of wrong) {
          if (kept === undefined) await work.insert(tallies, { ...cell, counts: should });
          else await work.update(tallies, cell, { counts: should });
        }
      }
      return found;
    });
  }
  return mended;
}
