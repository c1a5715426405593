import { addDays } from '#services/belgium/day.ts';
import { dayOf } from '#services/belgium/brussels-time.ts';
import { dossierClass } from '#services/journey/journey.retention.ts';
import type { RetentionClass, TableRule } from '#services/kernel/retention.ts';
import type { RetentionCtx } from './batch.ts';
import { sweepEndedDossiers } from './sweep-ended-dossiers.ts';
import { sweepLeftOver } from './sweep-left-over.ts';
import { sweepPast } from './sweep-past.ts';
import { daysOf, endsWithDossier } from './terms.ts';

const dayMs = 24 * 3_600_000;

/** Every night: what has reached the limit of its class goes. It may be killed anywhere and run as often as one likes: it looks at what is there. */
export async function keepTerms(ctx: RetentionCtx, classes: readonly RetentionClass[], realNow: () => number): Promise<void> {
  const chosen = ctx.config.days ?? {};
  // The dossiers themselves last: until then the other classes find what is theirs by them.
  for (const retention of classes.filter(({ tables }) => tables.some(endsWithDossier)).toSorted((a, b) => Number(a.id === dossierClass) - Number(b.id === dossierClass))) {
    await sweepEndedDossiers(ctx, classes, retention, ctx.now() - (daysOf(retention, classes, chosen) ?? Infinity) * dayMs);
  }
  const rules = classes.flatMap((retention) => retention.tables.map((rule) => ({ retention, rule, days: daysOf(retention, classes, chosen) ?? Infinity })));
  for (const { retention, rule, days } of rules) {
    if (rule.counted.from === 'column') await sweepPast(ctx, retention.id, rule, limitOf(rule, rule.counted, days, { business: ctx.now(), real: realNow() }));
  }
  for (const { retention, rule } of rules) {
    if (rule.counted.from === 'nothing-left') await sweepLeftOver(ctx, retention.id, rule);
  }
}

/** The last moment, or day, that has reached its limit. */
function limitOf({ table }: TableRule, { column, clock }: { readonly column: string; readonly clock: 'business' | 'real' }, days: number, now: { readonly business: number; readonly real: number }): number | string {
  return table.columns[column]?.kind === 'day' ? addDays(dayOf(now[clock]), -days) : now[clock] - days * dayMs;
}
