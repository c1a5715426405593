import type { Columns } from './table.ts';

/** What a migration may do: only what works alike on SQLite, PostgreSQL and SQL Server. */
export interface Schema {
  createTable<const C extends Columns>(name: string, columns: C, shape: {
    key: readonly (keyof C & string)[]; unique?: readonly (readonly (keyof C & string)[])[]; indexes?: readonly (readonly (keyof C & string)[])[];
  }): Promise<void>;
  addColumns(table: string, columns: Columns): Promise<void>;
  addIndex(table: string, columns: readonly string[], options?: { unique?: boolean }): Promise<void>;
  dropTable(name: string): Promise<void>;
}

export interface Migration {
  readonly name: string;
  readonly up: (schema: Schema) => Promise<void>;
  /** It only adds (tables, columns that may be empty, indexes that refuse nothing), and what is added means nothing to the release before: nodes of that one may go on, and start, beside it. Held to at run time. */
  readonly additive?: boolean;
}

/** One step forward, `owner/001-what`. It holds its own copy of the columns: a table definition may move on, a migration never. */
export function defineMigration(name: `${string}/${string}`, up: Migration['up'], { additive = false }: Pick<Migration, 'additive'> = {}): Migration {
  return Object.freeze({ name, up, ...(additive && { additive }) });
}
