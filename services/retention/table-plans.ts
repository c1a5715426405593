import type { RetentionClass, TableRule } from '#services/kernel/retention.ts';
import type { Table } from '#services/kernel/table.ts';
import { endsWithDossier } from './terms.ts';

/** All rules of one table seen together, for what one person may ask. */
export interface TablePlan {
  readonly table: Table;
  readonly retention: RetentionClass;
  readonly owner: TableRule['owner'];
  readonly emptied: TableRule['emptied'];
  readonly busy: NonNullable<TableRule['busy']>;
  readonly knownBy: TableRule['knownBy'];
  readonly stays: string | undefined;
  readonly notShown: ReadonlySet<string>;
}

export function planTables(classes: readonly RetentionClass[]): TablePlan[] {
  const all = classes.flatMap((retention) => retention.tables.map((rule) => ({ retention, rule })));
  return [...Map.groupBy(all, ({ rule }) => rule.table.name).values()].flatMap((rules) => {
    // The rule that says what becomes of it in the end says it here too.
    const main = rules.find(({ rule }) => endsWithDossier(rule)) ?? rules[0];
    if (!main) return [];
    return [{
      table: main.rule.table, retention: main.retention, owner: main.rule.owner, emptied: main.rule.emptied,
      busy: rules.flatMap(({ rule }) => rule.busy ?? []),
      knownBy: main.rule.knownBy,
      stays: rules.find(({ rule }) => rule.outlivesErasure !== undefined)?.rule.outlivesErasure,
      notShown: new Set(rules.flatMap(({ rule }) => rule.notShown ?? [])),
    }];
  });
}
