import { idempotency001 } from '#services/idempotency/answers.store.ts';
import { jobs001 } from '#services/jobs/jobs.store.ts';
import type { Migration } from '#services/kernel/migration.ts';
import type { AnyPlugin } from '#services/kernel/plugin.ts';
import { tenancy001 } from '#services/tenancy/business-clock.ts';
import { tenancy002 } from '#services/tenancy/settings.store.ts';

/** Every step that brings an empty database to where this release is, in the order in which they are taken: those of the machinery, then of each plugin. */
export function migrationsOf(plugins: readonly AnyPlugin[]): readonly Migration[] {
  const all = [tenancy001, tenancy002, idempotency001, jobs001, ...plugins.flatMap(({ migrations }): readonly Migration[] => migrations ?? [])];
  return all.filter((migration, index) => all.indexOf(migration) === index);
}
