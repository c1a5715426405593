import { column, defineTable } from '#services/kernel/table.ts';
import { defineMigration } from '#services/kernel/migration.ts';

/** One row per job that ever ran: its last slot, and who runs it now. */
export const jobRuns = defineTable('jobs_runs', {
  /** `invitation.check-expiry`. */
  job: column.text(100),
  /** The slot that was last begun: a business day, or the start of an interval. */
  slot: column.text(40),
  state: column.text<'running' | 'done' | 'failed'>(10),
  attempts: column.integer(),
  /** Real time. */
  begunAt: column.instant(),
  failure: column.nullable(column.text(100)),
}, { key: ['job'] });

export const jobsTables = [jobRuns] as const;

export const jobs001 = defineMigration('jobs/001-runs', async (schema) => {
  await schema.createTable('jobs_runs', {
    job: column.text(100), slot: column.text(40), state: column.text(10), attempts: column.integer(), begunAt: column.instant(), failure: column.nullable(column.text(100)),
  }, { key: ['job'] });
});
