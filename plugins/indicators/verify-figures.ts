import { handle } from '#services/kernel/plugin.ts';
import type { Tables } from '#services/kernel/tables.ts';
import { takeTurn, wordsOf } from './count-dossiers.ts';
import { inParts } from './in-parts.ts';
import { indicators } from './indicators.contract.ts';
import { counted, measured } from './indicators.store.ts';
import { measureDossier } from './measure-dossier.ts';
import { knownOf } from './read-history.ts';
import { compareTallies } from './sum-tallies.ts';

const told = 100;

/**
 * Two halves, each true at one moment while the work goes on: what is kept of each dossier against its history, and what is kept of each year against what is kept of
 * dossiers. Together they say that every figure follows from the history.
 */
export const verifyFigures = handle(indicators, 'verify', async (ctx, { after }) => {
  const different: { what: 'dossier' | 'tally'; of: string }[] = [];
  let [checked, waiting] = [0, 0];
  const next = await inParts(ctx, after, {
    dossiers: async (page) => {
      const judged = await ctx.work(async (work) => { await takeTurn(work, work.at); return judge(work, page); });
      checked += page.length;
      waiting += judged.waiting;
      different.push(...judged.wrong.map((dossier) => ({ what: 'dossier' as const, of: dossier })));
    },
    tallies: async (measure, year) => {
      const compared = await ctx.work(async (work) => { await takeTurn(work, work.at); return compareTallies(work, measure, year); });
      different.push(...compared.different.map(({ cell }) => ({ what: 'tally' as const, of: Object.values(cell).join(' ') })));
      return compared.rows;
    },
  });
  return { checked, waiting, different: different.slice(0, told), next };
});

/** By the lines that have been counted: those of which nothing was told yet are no mistake. */
async function judge(tables: Tables, page: readonly string[]): Promise<{ readonly wrong: readonly string[]; readonly waiting: number }> {
  const until = new Map((await tables.find(counted, { dossier: { in: page } })).map(({ dossier, sequence }) => [dossier, sequence]));
  const kept = Map.groupBy(await tables.find(measured, { dossier: { in: page } }), ({ dossier }) => dossier);
  const wrong: string[] = [];
  let waiting = 0;
  for (const { dossier, lines: all, own, facts } of await knownOf(tables, page)) {
    const lines = all.filter(({ sequence }) => sequence <= (until.get(dossier) ?? 0));
    if (lines.length < all.length) waiting += 1;
    if (!isSame(measureDossier(lines, own, facts).map(wordsOf), (kept.get(dossier) ?? []).map(wordsOf))) wrong.push(dossier);
  }
  return { wrong, waiting };
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return JSON.stringify(one.toSorted()) === JSON.stringify(other.toSorted());
}
