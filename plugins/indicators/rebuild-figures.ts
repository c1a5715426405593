import { handle } from '#services/kernel/plugin.ts';
import { countDossiers, takeTurn } from './count-dossiers.ts';
import { inParts } from './in-parts.ts';
import type { IndicatorsCtx } from './indicators-ctx.ts';
import { indicators } from './indicators.contract.ts';
import { tallies } from './indicators.store.ts';
import type { Measure } from './measures.contract.ts';
import { compareTallies } from './sum-tallies.ts';

/** Part by part, while events go on to be counted: it may be broken off and begun again. */
export const rebuildFigures = handle(indicators, 'rebuild', async (ctx, { after }) => {
  let [counted, changed] = [0, 0];
  const next = await inParts(ctx, after, {
    dossiers: async (page) => {
      counted += page.length;
      changed += await ctx.work((work) => countDossiers(work, page, work.at));
    },
    tallies: async (measure, year) => {
      const { mended, rows } = await mendTallies(ctx, measure, year);
      changed += mended;
      return rows;
    },
  });
  return { counted, changed, next };
});

async function mendTallies(ctx: IndicatorsCtx, measure: Measure, year: string): Promise<{ readonly mended: number; readonly rows: number }> {
  return ctx.work(async (work) => {
    await takeTurn(work, work.at);
    const { different, rows } = await compareTallies(work, measure, year);
    for (const { cell, kept, should } of different) {
      if (kept === undefined) await work.insert(tallies, { ...cell, counts: should });
      else await work.update(tallies, cell, { counts: should });
    }
    return { mended: different.length, rows };
  });
}
