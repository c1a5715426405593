import type { TableName } from './sql-settings.ts';

export type Right = 'INSERT' | 'UPDATE' | 'DELETE' | 'ALTER';

/** A value on its way to the database: always as a parameter, never in the text. A `day` is `YYYY-MM-DD`. */
export interface SqlValue { readonly type: 'ascii' | 'text' | 'number' | 'day'; readonly value: string | number | null }
export interface SqlQuery { readonly text: string; readonly values: Readonly<Record<string, SqlValue>> }

/** What two databases say differently. */
export interface SqlDialect {
  readonly quote: (name: string) => string;
  /** No more rows than `@rows`, in order: what stands after SELECT, and at the end. */
  readonly atMost: { readonly afterSelect: string; readonly atEnd: string };
  /** Gives `name`: the columns of a table or view; no rows when it is not there or may not be seen. */
  readonly columnsOf: (table: TableName) => SqlQuery;
  /** Gives `may`: which of these rights, and of those over the whole database, the login has; undefined where there are no logins. */
  readonly rightsOver?: (table: TableName, rights: readonly Right[]) => SqlQuery;
}

/** A database that is asked. Each call takes a connection that stands, or makes one. */
export interface SqlSource {
  readonly dialect: SqlDialect;
  /** Row by row: no faster than they are taken, and whoever stops taking them stops the query. @throws SqlTrouble */
  rows(query: SqlQuery, signal: AbortSignal): AsyncIterable<unknown>;
  /** One statement that changes something: whole or not at all. @throws SqlTrouble */
  execute(query: SqlQuery, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}
