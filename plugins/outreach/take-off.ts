import type { CommandCtx } from '#services/kernel/context.ts';
import { personNumbers } from '#services/journey/dossier.store.ts';
import { specOf } from '#services/journey/journey.states.ts';
import type { Recognising } from './find-recognised.ts';
import type { outreach } from './outreach.contract.ts';
import { citizens, type Citizen, type Look } from './outreach.store.ts';

type OutreachCtx = CommandCtx<typeof outreach>;

/** Who renewed, stopped or is being served belongs to the figures of the year; of others nothing is kept without a reason. */
const mayGo = ({ counterAt, state }: Citizen): boolean => counterAt === null && (state === null || specOf(state).phase === 'invitation');

/** Whose recognition has ended, also of those of a year that is over: seen each night where the register gives a list, at the end of a look at the year where it does not. */
export async function takeOffEnded(ctx: OutreachCtx, { listed }: Recognising): Promise<number> {
  if (listed === undefined) return 0;
  const current = new Set([...listed].flatMap((insz) => ctx.blindIndexes('insz', insz)));
  const rows = await ctx.store.find(citizens, {});
  const ended: Citizen[] = [];
  for (const row of rows) if (!current.has(row.inszIndex) && !await isKnownOtherwise(ctx, row, current)) ended.push(row);
  return remove(ctx, ended);
}

/** The register may know somebody by a number that took the place of the one on the list, or the other way round. */
async function isKnownOtherwise(ctx: OutreachCtx, { person }: Citizen, current: ReadonlySet<string>): Promise<boolean> {
  return person !== null && (await ctx.store.find(personNumbers, { person })).some(({ inszIndex }) => current.has(inszIndex));
}

/** Whom a whole look did not see any more: the card is gone, or the recognition, or the citizen. */
export async function takeOffUnseen(ctx: OutreachCtx, { look, year }: Look): Promise<number> {
  return remove(ctx, await ctx.store.find(citizens, { year, look: { lt: look } }));
}

async function remove(ctx: OutreachCtx, rows: readonly Citizen[]): Promise<number> {
  const going = rows.filter(mayGo);
  for (const { id } of going) await ctx.work((work) => work.remove(citizens, { id }));
  return going.length;
}
