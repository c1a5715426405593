import type { z } from 'zod';

/** Column kinds that all three databases share. Instants are epoch milliseconds UTC, days are Europe/Brussels calendar dates. */
export type Kind = 'id' | 'text' | 'long-text' | 'integer' | 'instant' | 'day' | 'flag' | 'sealed';

/** `from`: the value is `as` in the sealed column `in`, so that the index can be made anew under another key. */
export interface BlindIndex { readonly purpose: string; readonly from: null | { readonly in: string; readonly as: string } }

export interface Column<T = unknown, Nullable extends boolean = boolean> {
  readonly kind: Kind;
  readonly nullable: Nullable;
  /** Maximum length of a `text`. */
  readonly length?: number;
  /** Schema of a `sealed` column: kept encrypted, bound to table, row and municipality. */
  readonly schema?: z.ZodType;
  /** A blind index: what for, and where in the row its value stands sealed; `null` when the row does not keep it. */
  readonly blindIndex?: BlindIndex;
  /** Carries the type only. */
  readonly value?: T;
}

const plain = <T>(kind: Kind, extra: { length?: number; schema?: z.ZodType<T> } = {}): Column<T, false> => Object.freeze({ kind, nullable: false, ...extra });

/** The vocabulary of tables. Personal data goes into one `sealed` column per row; everything else is clear and does not identify. */
export const column = {
  id: () => plain<string>('id'),
  text: <T extends string = string>(length = 100) => plain<T>('text', { length }),
  /** HMAC of a personal value: to find by and to be unique by. Which key it was made under stands in front: `v2:…`. */
  blindIndex: (purpose: string, from: BlindIndex['from']): Column<string, false> => Object.freeze({ kind: 'text', nullable: false, length: 80, blindIndex: { purpose, from } }),
  longText: () => plain<string>('long-text'),
  integer: () => plain<number>('integer'),
  instant: () => plain<number>('instant'),
  day: () => plain<string>('day'),
  flag: () => plain<boolean>('flag'),
  sealed: <T>(schema: z.ZodType<T>) => plain<T>('sealed', { schema }),
  nullable: <T>(inner: Column<T, false>): Column<T | null, true> => Object.freeze({ ...inner, nullable: true }) as Column<T | null, true>,
};

export type Columns = Readonly<Record<string, Column>>;

export interface Table<C extends Columns = Columns> {
  readonly name: string;
  readonly columns: C;
  /** Primary key after the municipality, which leads in every key and index. */
  readonly key: readonly string[];
  /** Clear columns to which the sealed ones are bound, beside the key: whose the row is. They change only together with all that is sealed. */
  readonly bound: readonly string[];
  readonly unique: readonly (readonly string[])[];
  readonly indexes: readonly (readonly string[])[];
}

type NullableKeys<C extends Columns> = { [K in keyof C]: C[K] extends { readonly nullable: true } ? K : never }[keyof C];
type ValueOf<C> = C extends Column<infer T> ? T : never;
/** A row as it is read: every column, the municipality left out because the store injects it. */
export type Row<T extends Table> = { -readonly [K in keyof T['columns']]: ValueOf<T['columns'][K]> };
/** A row as it is inserted: columns that may be null may be left out. */
export type NewRow<T extends Table> = Omit<Row<T>, NullableKeys<T['columns']>> & { [K in NullableKeys<T['columns']> & keyof Row<T>]?: Row<T>[K] };

/** Declares a table of one owner. Its name starts with the owner's id: `appointments_slots`. */
export function defineTable<const C extends Columns>(
  name: string, columns: C,
  shape: { key: readonly (keyof C & string)[]; bound?: readonly (keyof C & string)[]; unique?: readonly (readonly (keyof C & string)[])[]; indexes?: readonly (readonly (keyof C & string)[])[] },
): Table<C> {
  return Object.freeze({ name, columns, key: shape.key, bound: shape.bound ?? [], unique: shape.unique ?? [], indexes: shape.indexes ?? [] });
}

type Condition<V> = V | { readonly in: readonly V[] } | { readonly lt?: V; readonly lte?: V; readonly gt?: V; readonly gte?: V } | { readonly not: V };
/** Filters on clear columns only; several columns are joined by AND. */
export type Where<T extends Table> = { readonly [K in keyof Row<T> as T['columns'][K & string]['kind'] extends 'sealed' ? never : K]?: Condition<Row<T>[K]> };
export interface Order<T extends Table> { readonly by?: readonly (readonly [keyof Row<T> & string, 'asc' | 'desc'])[]; readonly limit?: number; readonly offset?: number }
