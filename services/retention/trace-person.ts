import { dossiers, personNumbers, type Dossier } from '#services/journey/dossier.store.ts';
import { subjectsOf, type BlindIndexes } from '#services/journey/subject-of.ts';
import type { Table } from '#services/kernel/table.ts';
import type { Reader } from '#services/kernel/tables.ts';
import { z } from 'zod';
import type { TablePlan } from './table-plans.ts';

export type AnyRow = Readonly<Record<string, unknown>>;
/** Everything that is held on one person: rows by table, opened. */
export interface Trace { readonly person: string; readonly dossiers: readonly Dossier[]; readonly rows: ReadonlyMap<string, readonly AnyRow[]> }

/** Follows what each table says of whose its rows are: first what is found by a column, then what is found only by opening it. */
export async function tracePerson(reader: Reader, plans: readonly TablePlan[], person: string, blindIndexes: BlindIndexes): Promise<Trace> {
  const own = await reader.find(dossiers, { person });
  const numbers = await reader.find(personNumbers, { person });
  const ids = own.map(({ id }) => id);
  const rows = new Map<string, AnyRow[]>();
  const find = async (table: Table, column: string, values: readonly unknown[]): Promise<AnyRow[]> => (values.length === 0 ? [] : reader.find(table, { [column]: { in: values } }));

  for (const { table, owner } of plans) {
    if (owner.by === 'person') rows.set(table.name, await find(table, owner.column, [person]));
    if (owner.by === 'dossier' || owner.by === 'dossier-or-content') rows.set(table.name, await find(table, owner.column, ids));
    if (owner.by === 'audit-subject') rows.set(table.name, await find(table, owner.column, subjectsOf(person, numbers.map(({ personal }) => personal.insz), ids, blindIndexes)));
    if (owner.by === 'card-index') rows.set(table.name, await find(table, owner.column, own.flatMap(({ personal }) => blindIndexes('card', personal.cardNumber))));
  }
  for (const { table, owner } of plans) {
    if (owner.by !== 'row') continue;
    const values = (rows.get(owner.of.name) ?? []).map((row) => row[owner.matches]).filter((value) => value !== null);
    rows.set(table.name, await find(table, owner.column, [...new Set(values)]));
  }
  const names = new Set([person, ...ids, ...numbers.map(({ personal }) => personal.insz), ...namesIn(plans, rows)]);
  for (const { table, owner } of plans) {
    if (owner.by === 'content') rows.set(table.name, await namedWithin(reader, table, {}, names));
    if (owner.by === 'dossier-or-content') rows.set(table.name, [...rows.get(table.name) ?? [], ...await namedWithin(reader, table, { [owner.column]: null }, names)]);
  }
  return { person, dossiers: own, rows };
}

const cardNumbers = z.object({ cardNumber: z.string().min(1) });

/** References that belong to this person alone: ids of found rows, and card numbers. */
function namesIn(plans: readonly TablePlan[], rows: ReadonlyMap<string, readonly AnyRow[]>): string[] {
  return plans.flatMap(({ table, owner }) => {
    if (owner.by === 'audit-subject') return [];
    const [key = ''] = table.key.length === 1 ? table.key : [];
    return (rows.get(table.name) ?? []).flatMap((row) => [
      ...(table.columns[key]?.kind === 'id' ? [String(row[key])] : []),
      ...Object.values(row).flatMap((value) => cardNumbers.safeParse(value).data?.cardNumber ?? []),
    ]);
  });
}

const pageSize = 200;

async function namedWithin(reader: Reader, table: Table, where: AnyRow, names: ReadonlySet<string>): Promise<AnyRow[]> {
  const [key = ''] = table.key;
  const sealed = Object.entries(table.columns).filter(([, { kind }]) => kind === 'sealed').map(([name]) => name);
  const found: AnyRow[] = [];
  for (let after = ''; ;) {
    const page: AnyRow[] = await reader.find(table, { ...where, [key]: { gt: after } }, { by: [[key, 'asc']], limit: pageSize });
    found.push(...page.filter((row) => sealed.some((column) => speaksOf(row[column], names))));
    const last = page.at(-1);
    if (!last || page.length < pageSize) return found;
    after = String(last[key]);
  }
}

/** Is one of these names a value in it, at whatever depth? */
export function speaksOf(value: unknown, names: ReadonlySet<string>): boolean {
  if (typeof value === 'string') return names.has(value);
  return typeof value === 'object' && value !== null && Object.values(value).some((inner) => speaksOf(inner, names));
}
