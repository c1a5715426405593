import { history } from '#services/journey/dossier.store.ts';
import { handle } from '#services/kernel/plugin.ts';
import type { Tables } from '#services/kernel/tables.ts';
import { factsOf, ownOf, takeTurn, wordsOf } from './count-dossier.ts';
import { dossiersInPages } from './count-in-pages.ts';
import { indicators } from './indicators.contract.ts';
import { counted, measured } from './indicators.store.ts';
import { measureDossier } from './measure-dossier.ts';
import { differentTallies, monthsMeasured } from './sum-tallies.ts';
import { measures } from './measures.ts';

const told = 100;

/**
 * Two halves, each true at one moment while the work goes on: what is kept of each dossier against its history, and what is kept of each month against what is kept of
 * dossiers. Together they say that every figure follows from the history.
 */
export const verifyFigures = handle(indicators, 'verify', async (ctx) => {
  const different: { what: 'dossier' | 'tally'; of: string }[] = [];
  let [checked, waiting] = [0, 0];
  for await (const page of dossiersInPages(ctx)) {
    const judged = await ctx.work(async (work) => {
      await takeTurn(work, work.at);
      const judgements: { readonly dossier: string; readonly judged: Judgement }[] = [];
      for (const dossier of page) judgements.push({ dossier, judged: await judge(work, dossier) });
      return judgements;
    });
    checked += page.length;
    for (const { dossier, judged: { isRight, waits } } of judged) {
      if (waits) waiting += 1;
      if (!isRight) different.push({ what: 'dossier', of: dossier });
    }
  }
  for (const measure of measures) {
    for (const month of await monthsMeasured(ctx.store, measure)) {
      const wrong = await ctx.work(async (work) => { await takeTurn(work, work.at); return differentTallies(work, measure, month); });
      different.push(...wrong.map(({ cell }) => ({ what: 'tally' as const, of: Object.values(cell).join(' ') })));
    }
  }
  return { checked, waiting, different: different.slice(0, told) };
});

interface Judgement { readonly isRight: boolean; readonly waits: boolean }

/** By the lines that have been counted: those of which it has not been told yet are no mistake. */
async function judge(tables: Tables, dossier: string): Promise<Judgement> {
  const all = await tables.find(history, { dossier }, { by: [['sequence', 'asc']] });
  const until = (await tables.first(counted, { dossier }))?.sequence ?? 0;
  const lines = all.filter(({ sequence }) => sequence <= until);
  const should = measureDossier(lines, await ownOf(tables, dossier, lines), lines.length === 0 ? { negativeComplaints: [], counterRenewals: [] } : await factsOf(tables, dossier));
  const kept = await tables.find(measured, { dossier });
  return { isRight: isSame(should.map(wordsOf), kept.map(wordsOf)), waits: lines.length < all.length };
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return JSON.stringify(one.toSorted()) === JSON.stringify(other.toSorted());
}
