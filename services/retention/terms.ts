import { dossierClass } from '#services/journey/journey.retention.ts';
import type { RetentionClass, TableRule } from '#services/kernel/retention.ts';

/** Days by class, where a municipality differs from what is usual. */
export type ChosenDays = Readonly<Record<string, number>>;

/** The days in force. What belongs to a dossier never outlives it. */
export function daysOf(retention: RetentionClass, all: readonly RetentionClass[], chosen: ChosenDays): number | undefined {
  if (!retention.days) return undefined;
  const own = chosen[retention.id] ?? retention.days.usual;
  const dossiers = all.find(({ id }) => id === dossierClass);
  if (retention.id === dossierClass || !dossiers || !retention.tables.some(endsWithDossier)) return own;
  return Math.min(own, daysOf(dossiers, all, chosen) ?? own);
}

export function endsWithDossier({ counted }: Pick<TableRule, 'counted'>): boolean {
  return counted.from === 'end-of-dossier';
}

/** A class as everyone may see it, with the days in force. */
export function viewClass(retention: RetentionClass, all: readonly RetentionClass[], chosen: ChosenDays) {
  const { id, what, source } = retention;
  return { class: id, what, days: daysOf(retention, all, chosen) ?? null, source };
}
