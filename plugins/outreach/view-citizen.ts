import type { Ctx } from '#services/kernel/context.ts';
import { judgeStanding } from './judge-standing.ts';
import type { outreach } from './outreach.contract.ts';
import { citizens, type Citizen } from './outreach.store.ts';
import { rulesOfDay, type RulesOfDay } from './rules-of-day.ts';
import { suggestStep, type Ways } from './suggest-step.ts';

/** By what a standing and a step are judged today. */
export async function rulesOf(ctx: Ctx<typeof outreach>): Promise<RulesOfDay> {
  const { windowDays } = await ctx.call('invitation.window', {});
  return rulesOfDay(ctx.today(), { windowDays, callAfterDays: ctx.config.callAfterDays });
}
export function viewCitizen(row: Citizen, rules: RulesOfDay, ways?: Ways) {
  const { id, expiresOn, dossier, state, toldAt, lastToldAt, toldBy, failedBy, askedAt, call, counterAt } = row;
  const standing = judgeStanding(row, rules);
  return { reference: id, expiresOn, standing, step: suggestStep(standing, row, rules, ways), dossier, state, toldAt, lastToldAt, toldBy, failedBy, askedAt, call, counterAt };
}

/** A year of a large city is some thousands of rows without anything sealed: what is judged by today's date is judged here. */
export async function citizensOf(ctx: Ctx<typeof outreach>, asked: number | undefined) {
  const year = asked ?? Number(ctx.today().slice(0, 4));
  const rows = await ctx.store.find(citizens, { year }, { by: [['expiresOn', 'asc'], ['id', 'asc']] });
  const rules = await rulesOf(ctx);
  return { year, citizens: rows.map((row) => viewCitizen(row, rules)) };
}
