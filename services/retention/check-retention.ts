import type { RetentionClass, TableRule } from '#services/kernel/retention.ts';
import type { Table } from '#services/kernel/table.ts';
import type { ChosenDays } from './terms.ts';

export interface Declared { readonly classes: readonly RetentionClass[]; readonly tables: readonly Table[]; readonly jobs: ReadonlySet<string> }

/** Everything that is wrong with the classes, one sentence each. No table is kept without anybody having said for how long. */
export function problemsOfRetention({ classes, tables, jobs }: Declared): string[] {
  const rules = classes.flatMap((retention) => retention.tables.map((rule) => ({ retention, rule })));
  const names = tables.map(({ name }) => name);
  const without = tables.filter(({ name }) => !rules.some(({ rule }) => rule.table.name === name)).map(({ name }) => `table '${name}' has no retention rule`);
  const unknown = rules.filter(({ rule }) => !names.includes(rule.table.name)).map(({ retention, rule }) => `retention '${retention.id}' speaks of the table '${rule.table.name}', which is not there`);
  const twice = classes.filter(({ id }, index) => classes.findIndex((other) => other.id === id) !== index).map(({ id }) => `retention '${id}' is defined twice`);
  const uncounted = rules.filter(({ retention, rule }) => needsDays(rule) && !retention.days).map(({ retention, rule }) => `retention '${retention.id}' counts for '${rule.table.name}', but has no days`);
  const jobless = rules.flatMap(({ retention, rule: { counted } }) => (counted.from === 'own-job' && !jobs.has(counted.job) ? [`retention '${retention.id}' leaves it to the job '${counted.job}', which is not there`] : []));
  const torn = tables.filter(({ name }) => new Set(rules.filter(({ rule }) => rule.table.name === name).map(({ rule }) => JSON.stringify(rule.owner))).size > 1)
    .map(({ name }) => `the retention rules of table '${name}' differ on whose its rows are`);
  return [...without, ...unknown, ...twice, ...uncounted, ...jobless, ...torn];
}

function needsDays({ counted }: TableRule): boolean {
  return counted.from === 'end-of-dossier' || counted.from === 'column';
}

/** Everything that is wrong with what one municipality chose. */
export function problemsOfChoice(classes: readonly RetentionClass[], chosen: ChosenDays): string[] {
  return Object.entries(chosen).flatMap(([id, days]) => {
    const retention = classes.find((candidate) => candidate.id === id);
    if (!retention) return [`retention '${id}' is not known`];
    if (!retention.days) return [`retention '${id}' is not counted in days`];
    const { least, most } = retention.days;
    return days < least || days > most ? [`retention '${id}' is ${least} to ${most} days, not ${days}`] : [];
  });
}
