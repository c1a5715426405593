import type { Row, Table, Where } from './table.ts';

type ColumnOf<T extends Table> = keyof T['columns'] & string;

/** Whose a row is: how everything about one person is found, for who asks what we hold and for who asks to be forgotten. */
export type Owner<C extends string = string> =
  | { readonly by: 'person' | 'dossier' | 'card-index' | 'audit-subject'; readonly column: C }
  /** A blind index of the national number: also of somebody whom nobody here knows by an id of ours. */
  | { readonly by: 'number-index'; readonly column: C }
  /** Its dossier stands in a column, or else only inside what is sealed: then the row is opened and searched. */
  | { readonly by: 'dossier-or-content'; readonly column: C }
  /** Nothing in clear says whose it is: the row is opened and searched. */
  | { readonly by: 'content' }
  /** It belongs to a row of another table, where `matches` has the value of our `column`. */
  | { readonly by: 'row'; readonly of: Table; readonly column: C; readonly matches: string }
  | { readonly by: 'nobody'; readonly why: string };

/** From which moment a row is kept for the days of its class. */
export type Counted<C extends string = string> =
  /** When its dossier reached a state without way out. Business time. While anything must still happen for the dossier, it does not begin to go. */
  | { readonly from: 'end-of-dossier' }
  /** An instant or a day of the row itself. */
  | { readonly from: 'column'; readonly column: C; readonly clock: 'business' | 'real' }
  /** It goes as soon as no row of another table has its value. */
  | { readonly from: 'nothing-left'; readonly of: Table; readonly column: C; readonly matches: string }
  /** A job of its own sees to it. */
  | { readonly from: 'own-job'; readonly job: string }
  | { readonly from: 'never'; readonly why: string };

export interface RuleOf<T extends Table> {
  /** Which rows of the table, all when left out. */
  readonly only?: Where<T>;
  readonly owner: Owner<ColumnOf<T>>;
  readonly counted: Counted<ColumnOf<T>>;
  /** What takes the place of what identifies; the row itself stays. Left out: the row is removed. `row` comes without its sealed columns. */
  readonly emptied?: (row: Row<T>, at: number) => Partial<Row<T>>;
  /** Rows for which something must still happen: until then nothing of the dossier goes. */
  readonly busy?: readonly Where<T>[];
  /** Stays when a person asks to be forgotten, and why the law lets it. */
  readonly outlivesErasure?: string;
  /** How else the person of a row is known: what others wrote is searched for it. `row` comes with what could be opened. Names are full ones. */
  readonly knownBy?: (row: Partial<Row<T>>) => { readonly contact: readonly string[]; readonly names: readonly string[] };
  /** Columns that an answer to the person leaves out: indexes, secrets of the machinery, names of staff. */
  readonly notShown?: readonly ColumnOf<T>[];
}
export interface TableRule extends RuleOf<Table> { readonly table: Table }

/** One kind of data: how long it is kept, and on what ground. */
export interface RetentionClass {
  /** `messages`: what a municipality names to keep it for longer or shorter. */
  readonly id: string;
  /** In plain words, for the register of processing. */
  readonly what: string;
  /** How many days, and the bounds within which a municipality may choose. Left out where nothing is counted. */
  readonly days?: { readonly usual: number; readonly least: number; readonly most: number };
  readonly source: {
    readonly kind: 'law' | 'own choice';
    readonly text: string;
    /** We are not sure that this holds for this municipality: its data protection officer says so first. */
    readonly toConfirm: boolean;
  };
  readonly tables: readonly TableRule[];
}

/** Says of one table, or some of its rows, when they go. Column names are checked against the table. */
export function retain<T extends Table>(table: T, rule: RuleOf<T>): TableRule {
  // Which table it is for is not known any more to who carries the rules out: they are data from here on.
  return Object.freeze({ table, ...rule }) as unknown as TableRule;
}

export function defineRetention(retention: RetentionClass): RetentionClass {
  return Object.freeze(retention);
}
