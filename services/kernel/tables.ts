import type { NewRow, Order, Row, Table, Where } from './table.ts';

/** Reads the tables of one municipality. There is no way to leave the municipality out. */
export interface Reader {
  find<T extends Table>(table: T, where: Where<T>, order?: Order<T>): Promise<Row<T>[]>;
  first<T extends Table>(table: T, where: Where<T>, order?: Order<T>): Promise<Row<T> | undefined>;
  count<T extends Table>(table: T, where: Where<T>): Promise<number>;
  /** How many rows there are for each value of a column, in one question. Values without rows are not in it. */
  countBy<T extends Table>(table: T, where: Where<T>, column: keyof Where<T> & string): Promise<ReadonlyMap<string, number>>;
}

/** Reads and changes the tables of one municipality inside one transaction. */
export interface Tables extends Reader {
  insert<T extends Table>(table: T, row: NewRow<T>): Promise<void>;
  /** Inserts unless a row with the same key or unique columns stands there already; says whether it did. */
  insertIfNew<T extends Table>(table: T, row: NewRow<T>): Promise<boolean>;
  /** Changes the rows that match and says how many. */
  update<T extends Table>(table: T, where: Where<T>, changes: Partial<Row<T>>): Promise<number>;
  remove<T extends Table>(table: T, where: Where<T>): Promise<number>;
  /** Only where the database can do it in one statement, in a transaction. */
  readonly link?: LinkRows;
}

/** A chain of hashes: each entry has a number (`sequence`), the hash of the one before it (`previous`) and its own (`hash`); the row `head` of the other table says where it ends. */
export interface Chain { readonly entries: Table; readonly head: Table }
/** A row that wants its place in a chain. `between`: what is hashed after its number and before the hash that it follows. */
export interface Link { readonly row: Readonly<Record<string, unknown>>; readonly between: string }
export interface Linked { readonly sequence: number; readonly previous: string; readonly hash: string }
/** Puts rows at the end of a chain and says where they came to stand: nothing, where the chain has no head yet. The end is held until the transaction ends. */
export type LinkRows = (chain: Chain, links: readonly Link[]) => Promise<readonly Linked[]>;

/** The tables of one municipality as the house's own machinery has them in a transaction. */
export interface TurnTables extends Tables {
  /** Waits until no other transaction of this municipality has the turn of that name; it is given back at the end of ours. SQLite has one writer. */
  takeTurn(name: string): Promise<void>;
  readonly lying: LyingTables;
}

/** The key of a row, what it is bound to, its sealed values as ciphertext and its blind indexes. */
export type LyingRow = Readonly<Record<string, string | number | boolean | null>>;
export interface LyingPage { readonly after?: LyingRow | undefined; readonly limit: number; /** Only rows of which one of these columns begins with one of these. */ readonly beginning?: Readonly<Record<string, readonly string[]>> }

/** The rows of one municipality as they lie in the database, nothing opened: for the care of keys, never for plugins. */
export interface LyingTables {
  /** In the order of the key. */
  page(table: Table, page: LyingPage): Promise<LyingRow[]>;
  /** Puts new cells in the place of those of a row, unless somebody changed one of these meanwhile; says whether it did. */
  exchange(table: Table, row: LyingRow, cells: Readonly<Record<string, string>>): Promise<boolean>;
}

export interface Scoped { readonly municipality: string }
type ScopedWhere<T extends Table> = Where<T> & { readonly municipality?: string };
/** Keys and indexes begin with the municipality: a search that names none walks through the whole table. */
type AmongWhere<T extends Table> = Where<T> & { readonly municipality?: string | { readonly in: readonly string[] } };
/** Locks the rows read, passing over those that another worker holds (`SKIP LOCKED`). Needs nothing on SQLite: it has one writer. */
export interface Locking { readonly skipLocked?: boolean }

/**
 * The same over all municipalities, for the house's own machinery only (outbox worker, relay, jobs): the boundary check
 * keeps plugins and connectors away from it.
 */
export interface SystemTables {
  find<T extends Table>(table: T, where: AmongWhere<T>, order?: Order<T> & Locking): Promise<(Row<T> & Scoped)[]>;
  count<T extends Table>(table: T, where: AmongWhere<T>): Promise<number>;
  insertIfNew<T extends Table>(table: T, row: NewRow<T> & Scoped): Promise<boolean>;
  update<T extends Table>(table: T, where: ScopedWhere<T>, changes: Partial<Row<T>>): Promise<number>;
  /** The tables of one municipality within the same transaction. */
  of(municipality: string): Tables;
}

/** What the database offers to the rest of the house. */
export interface Store {
  readonly dialect: 'sqlite' | 'postgres' | 'mssql';
  /** All tables there are. */
  readonly tables: readonly Table[];
  reader(municipality: string): Reader;
  lying(municipality: string): LyingTables;
  /** How many cells of a column begin so, in each municipality that has any: also one that is not configured (any more). */
  countLying(table: Table, column: string, beginning: string): Promise<ReadonlyMap<string, number>>;
  /** One transaction on one municipality. Resolves when its rows are on disk; concurrent ones may share a commit, and a failing one never harms another. */
  transaction<T>(municipality: string, body: (tables: TurnTables) => Promise<T>): Promise<T>;
  /** One transaction over all municipalities. */
  system<T>(body: (tables: SystemTables) => Promise<T>): Promise<T>;
  /**
   * Nothing of what was removed stays in the files of the embedded store: after what destroys, outside any unit of work. Says whether it could: not while
   * another process is at the file; the next time then. A database server has its own way.
   */
  wipeRemoved(): Promise<boolean>;
  close(): Promise<void>;
}
