import { history } from '#services/journey/dossier.store.ts';
import type { IndicatorsCtx } from './indicators-ctx.ts';
import type { DoneUpTo } from './indicators.contract.ts';
import { measures, type Measure } from './measures.contract.ts';
import { yearsMeasured } from './sum-tallies.ts';

/** What is done with each part. */
export interface Deeds {
  dossiers(page: readonly string[]): Promise<void>;
  /** Gives back how many rows it had to look through. */
  tallies(measure: Measure, year: string): Promise<number>;
}

const dossiersAtOnce = 500;
/** One call looks through so many rows, or a few more: it ends long before a caller gives up on it, however long the history is. */
const rowsInOneCall = 5_000;

/** Does the parts that come after what was done, as many as one call may; gives back what is done now, or null when all is. */
export async function inParts({ store }: Pick<IndicatorsCtx, 'store'>, after: DoneUpTo | undefined, deeds: Deeds, most = rowsInOneCall): Promise<DoneUpTo | null> {
  let looked = 0;
  if (after === undefined || 'dossier' in after) {
    for await (const page of dossiersAfter(store, after?.dossier)) {
      await deeds.dossiers(page);
      looked += page.length;
      const last = page.at(-1);
      if (looked >= most && last !== undefined) return { dossier: last };
    }
  }
  for await (const { measure, year } of talliesAfter(store, after !== undefined && 'measure' in after ? after : undefined)) {
    looked += await deeds.tallies(measure, year);
    if (looked >= most) return { measure, year };
  }
  return null;
}

/** The numbers of all dossiers that have a history, in pages. New ones come last: their numbers grow with time. */
async function* dossiersAfter(store: IndicatorsCtx['store'], dossier: string | undefined): AsyncGenerator<readonly string[]> {
  let last = dossier;
  for (;;) {
    const lines = await store.find(history, { sequence: 1, ...(last !== undefined && { dossier: { gt: last } }) }, { by: [['dossier', 'asc']], limit: dossiersAtOnce });
    if (lines.length === 0) return;
    yield lines.map((line) => line.dossier);
    last = lines.at(-1)?.dossier;
  }
}

async function* talliesAfter(store: IndicatorsCtx['store'], done: { readonly measure: Measure; readonly year: string } | undefined): AsyncGenerator<{ readonly measure: Measure; readonly year: string }> {
  for (const measure of measures.slice(done ? measures.indexOf(done.measure) : 0)) {
    for (const year of await yearsMeasured(store, measure)) {
      if (measure !== done?.measure || year > done.year) yield { measure, year };
    }
  }
}
