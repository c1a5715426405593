import { z } from 'zod';
import { dossierPersonal, dossiers, personNumberPersonal, personNumbers, type Dossier } from '#services/journey/dossier.store.ts';
import { subjectsOf, type BlindIndexes } from '#services/journey/subject-of.ts';
import type { Table } from '#services/kernel/table.ts';
import type { Reader } from '#services/kernel/tables.ts';
import { openRow, readOpened, type AnyRow } from './read-opened.ts';
import { recogniser, type KnownBy, type Recognised } from './recognise-person.ts';
import type { TablePlan } from './table-plans.ts';
import { keyOf } from './unopened.ts';

export type { AnyRow } from './read-opened.ts';
/** A row of which nobody here can say whether it is about this person. */
export interface Doubtful { readonly table: string; readonly row: string; readonly why: 'unreadable' | 'name-only' }
/** Everything that is held on one person: rows by table, opened. `spoilt`: rows of this person that cannot be opened. `doubtful`: rows that may be anybody's. */
export interface Trace {
  /** Our own id; null for whom only a blind index of the number leads to. */
  readonly person: string | null; readonly dossiers: readonly Dossier[]; readonly rows: ReadonlyMap<string, readonly AnyRow[]>;
  readonly spoilt: readonly Doubtful[]; readonly doubtful: readonly Doubtful[];
}

export interface Sought { readonly person: string | null; /** The number by which somebody asked. */ readonly insz: string }

/** Follows what each table says of whose its rows are: first what is found by a column, then what is found only by opening it. */
export async function tracePerson(reader: Reader, plans: readonly TablePlan[], { person, insz: asked }: Sought, blindIndexes: BlindIndexes): Promise<Trace> {
  const held = (person === null ? [] : await reader.find(dossiers, { person })).map((dossier) => ({ dossier, unreadable: openRow(dossier).unreadable }));
  // Of a dossier that cannot be opened nobody can say that it is this person's: nothing is followed from it.
  const own = held.filter(({ unreadable }) => !unreadable).map(({ dossier }) => dossier);
  const ids = own.map(({ id }) => id);
  const kept = person === null ? [] : await reader.find(personNumbers, { person });
  const numbers = [...new Set([asked, ...kept.flatMap((row) => personNumberPersonal.safeParse(openRow(row).row['personal']).data?.insz ?? [])])];
  const rows = new Map<string, AnyRow[]>();
  const [spoilt, doubtful]: [Doubtful[], Doubtful[]] = [[], []];
  const find = async (table: Table, column: string, values: readonly unknown[]): Promise<void> => {
    const found = values.length === 0 ? [] : (await reader.find(table, { [column]: { in: values } })).map(openRow);
    const surely = table === dossiers ? found.filter(({ unreadable }) => !unreadable) : found;
    rows.set(table.name, surely.map(({ row }) => row));
    (table === dossiers ? doubtful : spoilt).push(...found.filter(({ unreadable }) => unreadable).map(({ row }) => doubt(table, row, 'unreadable')));
  };

  for (const { table, owner } of plans) {
    if (owner.by === 'person' && person !== null) await find(table, owner.column, [person]);
    if (owner.by === 'number-index') await find(table, owner.column, numbers.flatMap((insz) => blindIndexes('insz', insz)));
    if (owner.by === 'dossier' || owner.by === 'dossier-or-content') await find(table, owner.column, ids);
    if (owner.by === 'audit-subject') await find(table, owner.column, subjectsOf(person, numbers, ids, blindIndexes));
    if (owner.by === 'card-index') await find(table, owner.column, own.flatMap((dossier) => cardsIn(openRow(dossier).row)).flatMap((card) => blindIndexes('card', card)));
  }
  for (const { table, owner } of plans) {
    if (owner.by !== 'row') continue;
    const values = (rows.get(owner.of.name) ?? []).map((row) => row[owner.matches]).filter((value) => value !== null);
    await find(table, owner.column, [...new Set(values)]);
  }
  const recognise = recogniser(knownBy(plans, rows, { ids: [...(person === null ? [] : [person]), ...ids], numbers }));
  for (const { table, owner } of plans) {
    if (owner.by !== 'content' && owner.by !== 'dossier-or-content') continue;
    const within = await searchWithin(reader, table, owner.by === 'content' ? {} : { [owner.column]: null }, recognise);
    rows.set(table.name, [...rows.get(table.name) ?? [], ...within.found]);
    doubtful.push(...within.doubtful);
  }
  return { person, dossiers: own, rows, spoilt, doubtful };
}

const doubt = (table: Table, row: AnyRow, why: Doubtful['why']): Doubtful => ({ table: table.name, row: Object.values(keyOf(table, row)).join(' '), why });

const cardsIn = (row: AnyRow) => Object.values(row).flatMap((value) => cardNumbers.safeParse(value).data?.cardNumber ?? []);
const cardNumbers = dossierPersonal.pick({ cardNumber: true }).extend({ cardNumber: z.string().min(1) });

/** What belongs to this person alone: ids of found rows, card numbers, and how the rows say that he or she is reached and called. */
function knownBy(plans: readonly TablePlan[], rows: ReadonlyMap<string, readonly AnyRow[]>, { ids, numbers }: Pick<KnownBy, 'ids' | 'numbers'>): KnownBy {
  const all = plans.flatMap((plan) => (plan.owner.by === 'audit-subject' ? [] : (rows.get(plan.table.name) ?? []).map((row) => ({ plan, row }))));
  const said = all.flatMap(({ plan, row }) => plan.knownBy?.(row) ?? []);
  return {
    ids: [...ids, ...all.flatMap(({ plan: { table }, row }) => table.key.slice(0, table.key.length === 1 ? 1 : 0).flatMap((key) => (table.columns[key]?.kind === 'id' ? [String(row[key])] : [])))],
    numbers: [...numbers, ...all.flatMap(({ row }) => cardsIn(row))],
    contact: [...new Set(said.flatMap(({ contact }) => contact))], names: [...new Set(said.flatMap(({ names }) => names))],
  };
}

async function searchWithin(reader: Reader, table: Table, where: AnyRow, recognise: (value: unknown) => Recognised): Promise<{ readonly found: AnyRow[]; readonly doubtful: Doubtful[] }> {
  const [found, doubtful]: [AnyRow[], Doubtful[]] = [[], []];
  for await (const { row, unreadable } of readOpened(reader, table, where)) {
    const recognised = recognise(row);
    if (recognised === 'certain') found.push(row);
    else if (recognised === 'name-only' || unreadable) doubtful.push(doubt(table, row, unreadable ? 'unreadable' : 'name-only'));
  }
  return { found, doubtful };
}
