import { idempotencyRetention } from '#services/idempotency/answers.retention.ts';
import { jobsRetention } from '#services/jobs/jobs.retention.ts';
import type { AnyPlugin } from '#services/kernel/plugin.ts';
import type { RetentionClass } from '#services/kernel/retention.ts';
import type { Table } from '#services/kernel/table.ts';
import { problemsOfChoice, problemsOfRetention } from '#services/retention/check-retention.ts';
import { retention } from '#services/retention/retention.contract.ts';
import type { MunicipalityDefinition } from '#services/tenancy/municipality.ts';
import { tenancyRetention } from '#services/tenancy/tenancy.retention.ts';

/** The classes of all plugins, and those of the machinery itself. */
export function retentionOf(plugins: readonly AnyPlugin[]): readonly RetentionClass[] {
  return [...plugins.flatMap((plugin) => plugin.retention ?? []), ...idempotencyRetention, ...jobsRetention, ...tenancyRetention];
}

/** A table of which nobody has said how long it is kept, or a municipality that keeps something for longer than it may. */
export function retentionProblems(definitions: readonly MunicipalityDefinition[], plugins: readonly AnyPlugin[], tables: readonly Table[]): string[] {
  const classes = retentionOf(plugins);
  const jobs = new Set(plugins.flatMap(({ contract, jobs: own }) => (own ?? []).map(({ id }) => `${contract.id}.${id}`)));
  return [...problemsOfRetention({ classes, tables, jobs }), ...choiceProblems(definitions, plugins)];
}

/** Municipalities that keep something for longer or shorter than they may. */
export function choiceProblems(definitions: readonly MunicipalityDefinition[], plugins: readonly AnyPlugin[]): string[] {
  const classes = retentionOf(plugins);
  return definitions.flatMap(({ id, plugins: enabled }) => enabled.filter(({ contract }) => contract.id === retention.id).flatMap(({ settings }) => {
    const chosen = retention.config.safeParse(settings).data?.days ?? {};
    return problemsOfChoice(classes, chosen).map((problem) => `municipality '${id}': ${problem}`);
  }));
}
