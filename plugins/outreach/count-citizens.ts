import { handle } from '#services/kernel/plugin.ts';
import { outreach, standingSchema } from './outreach.contract.ts';
import { looks } from './outreach.store.ts';
import { citizensOf } from './view-citizen.ts';

export const countCitizens = handle(outreach, 'counts', async (ctx, asked) => {
  const [{ year, citizens }, look] = await Promise.all([citizensOf(ctx, asked.year), ctx.store.first(looks, { what: 'year' })]);
  const standings = standingSchema.options.map((standing) => ({ standing, count: citizens.filter((one) => one.standing === standing).length }));
  const count = (wanted: string) => standings.find(({ standing }) => standing === wanted)?.count ?? 0;
  const [served, counter] = [count('served'), count('counter')];
  const ofThisYear = look?.year === year ? look : undefined;
  return {
    year, asOf: ofThisYear?.lastFinishedAt ?? null, underWay: ofThisYear && ofThisYear.finishedAt === null ? ofThisYear.doneUntil : null, unreadable: ofThisYear?.unreadable ?? 0,
    total: citizens.length, reached: citizens.filter(({ toldAt }) => toldAt !== null).length, reacted: citizens.filter(({ askedAt }) => askedAt !== null).length, counter, served,
    servedShare: served + counter === 0 ? null : Math.round(served * 1_000 / (served + counter)) / 10,
    standings,
  };
});
