import { handle } from '#services/kernel/plugin.ts';
import { countDossiers, takeTurn } from './count-dossiers.ts';
import { dossiersInPages, type IndicatorsCtx } from './count-in-pages.ts';
import { indicators } from './indicators.contract.ts';
import { tallies } from './indicators.store.ts';
import { measures, type Measure } from './measures.ts';
import { differentTallies, yearsMeasured } from './sum-tallies.ts';

/** Page by page, while events go on to be counted: it may be broken off and begun again. */
export const rebuildFigures = handle(indicators, 'rebuild', async (ctx) => {
  let [dossiers, changed] = [0, 0];
  for await (const page of dossiersInPages(ctx)) {
    dossiers += page.length;
    changed += await ctx.work((work) => countDossiers(work, page, work.at));
  }
  for (const measure of measures) changed += await mendTallies(ctx, measure);
  return { counted: dossiers, changed };
});

async function mendTallies(ctx: IndicatorsCtx, measure: Measure): Promise<number> {
  let mended = 0;
  for (const year of await yearsMeasured(ctx.store, measure)) {
    mended += await ctx.work(async (work) => {
      await takeTurn(work, work.at);
      const wrong = await differentTallies(work, measure, year);
      for (const { cell, kept, should } of wrong) {
        if (kept === undefined) await work.insert(tallies, { ...cell, counts: should });
        else await work.update(tallies, cell, { counts: should });
      }
      return wrong.length;
    });
  }
  return mended;
}
