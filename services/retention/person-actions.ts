import { findPerson, personFailures } from '#services/journey/people.ts';
import { personNumbers } from '#services/journey/dossier.store.ts';
import { shownSubject, subjectOf } from '#services/journey/subject-of.ts';
import type { Ctx, Work } from '#services/kernel/context.ts';
import { isFailure } from '#services/kernel/failure.ts';
import { handle } from '#services/kernel/plugin.ts';
import type { RetentionClass } from '#services/kernel/retention.ts';
import type { Reader } from '#services/kernel/tables.ts';
import { planErasure } from './plan-erasure.ts';
import { retention } from './retention.contract.ts';
import { retentionFailures } from './retention.failures.ts';
import { planTables, type TablePlan } from './table-plans.ts';
import { tracePerson, type AnyRow, type Trace } from './trace-person.ts';
import { viewClass } from './terms.ts';
import { keyOf } from './unopened.ts';

type RetentionCtx = Ctx<typeof retention>;

/** What one person may ask of all tables together. */
export function personActions(classes: readonly RetentionClass[], wipe: () => Promise<boolean>) {
  const plans = planTables(classes);
  const traceOf = async (ctx: RetentionCtx, reader: Reader, insz: string): Promise<Trace> => {
    const person = await findPerson(reader, ctx.blindIndexes('insz', insz)) ?? null;
    const trace = await tracePerson(reader, plans, { person, insz }, ctx.blindIndexes);
    if (person === null && !plans.some(({ table, owner }) => owner.by === 'number-index' && trace.rows.get(table.name)?.length)) {
      throw personFailures.unknown({ issues: [{ in: 'body', name: 'insz', detail: 'nobody with this number is known here' }] });
    }
    return trace;
  };
  const subjectIn = (ctx: RetentionCtx, { person }: Trace, insz: string) => (person === null ? subjectOf(ctx.store, ctx.blindIndexes, insz) : `person:${person}`);
  /** What does not come to an answer leaves an entry as well: who asked for whom. */
  const accountedFor = async <T>(ctx: RetentionCtx, what: string, { insz, why }: { readonly insz: string; readonly why: string }, body: () => Promise<T>): Promise<T> => {
    try {
      return await body();
    } catch (error) {
      await ctx.note({ what, subject: await subjectOf(ctx.store, ctx.blindIndexes, insz), why, result: isFailure(error, 'retention.not-yet') ? 'refused' : 'failed' });
      throw error;
    }
  };

  return {
    exportPerson: handle(retention, 'exportPerson', (ctx, { insz, why }) => accountedFor(ctx, 'retention.exportPerson', { insz, why }, async () => {
      const trace = await traceOf(ctx, ctx.store, insz);
      await ctx.note({ what: 'retention.exportPerson', subject: await subjectIn(ctx, trace, insz), why, result: 'done' });
      const shown = classes.map((each) => ({ ...viewClass(each, classes, ctx.config.days ?? {}), tables: tablesOf(plans, each, trace) }));
      return { exportedAt: ctx.now(), municipality: ctx.municipality.name, person: trace.person, doubtful: [...trace.spoilt, ...trace.doubtful], classes: shown.filter(({ tables }) => tables.length > 0) };
    })),

    previewErasure: handle(retention, 'previewErasure', (ctx, { insz, why }) => accountedFor(ctx, 'retention.previewErasure', { insz, why }, async () => {
      const trace = await traceOf(ctx, ctx.store, insz);
      await ctx.note({ what: 'retention.previewErasure', subject: await subjectIn(ctx, trace, insz), why, result: 'done' });
      return planErasure(ctx.store, plans, trace);
    })),

    erasePerson: handle(retention, 'erasePerson', (ctx, { insz, why }) => accountedFor(ctx, 'retention.erasePerson', { insz, why }, async () => {
      const { person } = await traceOf(ctx, ctx.store, insz);
      const subject = await subjectOf(ctx.store, ctx.blindIndexes, insz);
      const erased = await ctx.answer(async (work) => {
        // Who opens a dossier for this person writes the number first: one of us waits, and then sees what the other one did.
        if (person !== null) await work.update(personNumbers, { person }, { person });
        const trace = await traceOf(ctx, work, insz);
        const erasure = await planErasure(work, plans, trace);
        if (erasure.blockedBy.length > 0) {
          throw retentionFailures['not-yet']({ issues: erasure.blockedBy.map(({ table, rows, why: detail }) => ({ in: 'body', name: 'insz', detail: `${table}: ${rows}. ${detail}` })) });
        }
        for (const plan of plans) await forget(work, plan, trace.rows.get(plan.table.name) ?? []);
        await work.audit({ what: 'retention.erasePerson', subject, why, result: 'done' });
        return erasure;
      });
      if (!await wipe()) ctx.log.warn({ municipality: ctx.municipality.id }, 'somebody reads the store, a backup perhaps: who was forgotten stays in its log until the next hour');
      return erased;
    })),
  };
}

async function forget(work: Work, { table, stays, emptied }: TablePlan, rows: readonly AnyRow[]): Promise<void> {
  if (stays !== undefined) return;
  for (const row of rows) {
    if (emptied) await work.update(table, keyOf(table, row), emptied(row, work.at));
    else await work.remove(table, keyOf(table, row));
  }
}

function tablesOf(plans: readonly TablePlan[], retentionClass: RetentionClass, trace: Trace) {
  return plans.filter((plan) => plan.retention.id === retentionClass.id).flatMap(({ table, notShown, owner }) => {
    const rows = (trace.rows.get(table.name) ?? []).map((row) => Object.fromEntries(Object.entries(row).filter(([column]) => !notShown.has(column))
      .map(([column, value]) => [column, owner.by === 'audit-subject' && column === owner.column ? shownSubject(value) : value])));
    return rows.length > 0 ? [{ table: table.name, rows }] : [];
  });
}
