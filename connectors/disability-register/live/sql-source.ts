import type { TableName } from './sql-settings.ts';

/** A value on its way to the database: always as a parameter, never in the text. */
export interface SqlValue { readonly type: 'ascii' | 'text' | 'number'; readonly value: string | number }
export interface SqlQuery { readonly text: string; readonly values: Readonly<Record<string, SqlValue>> }

/** What two databases say differently. */
export interface SqlDialect {
  readonly quote: (name: string) => string;
  /** No more rows than `@rows`, in order: what stands after SELECT, and at the end. */
  readonly atMost: { readonly afterSelect: string; readonly atEnd: string };
  /** Gives `name`: the columns of a table or view; no rows when it is not there or may not be seen. */
  readonly columnsOf: (table: TableName) => SqlQuery;
  /** Gives `may`: what the login may do beyond reading; undefined where there are no logins. */
  readonly rightsOver?: (table: TableName) => SqlQuery;
}

/** A database that is read. Each call takes a connection that stands, or makes one. */
export interface SqlSource {
  readonly dialect: SqlDialect;
  /** Row by row: no faster than they are taken, and whoever stops taking them stops the query. @throws RegisterTrouble */
  rows(query: SqlQuery, signal: AbortSignal): AsyncIterable<unknown>;
  close(): Promise<void>;
}
