import type { Column, Kind } from '#services/kernel/table.ts';
import { storeFailures } from './store-failures.ts';

const isText = (value: unknown) => typeof value === 'string';
const isWhole = (value: unknown) => Number.isSafeInteger(value);
const isOfKind: { readonly [K in Kind]: (value: unknown) => boolean } = {
  id: isText, text: isText, 'long-text': isText, day: isText, integer: isWhole, instant: isWhole, flag: (value) => typeof value === 'boolean', sealed: () => true,
};

interface Place { readonly table: string; readonly name: string; readonly column: Column }

/** The most letters that a column takes; undefined where there is no limit. */
export function lengthOf({ kind, length }: Column): number | undefined {
  const ofKind: { readonly [K in Kind]?: number } = { id: 40, text: length ?? 100, day: 10 };
  return ofKind[kind];
}

/** A value to be written fits its column, alike on every database: SQLite by itself keeps anything, the others each refuse something else. */
export function checkWritten(place: Place, value: unknown): void {
  checkCompared(place, value);
  const most = lengthOf(place.column) ?? Number.POSITIVE_INFINITY;
  if (String(value).length > most) throw doesNotFit(place, `longer than ${most} characters`);
}

/** A value to be searched for is one that could be there. */
export function checkCompared(place: Place, value: unknown): void {
  const { table, name, column: { kind } } = place;
  if (!isOfKind[kind](value)) throw new Error(`table '${table}' was given a ${typeof value} that is no ${kind} for '${name}'`);
  // PostgreSQL keeps no zero character, and half a character has no UTF-8.
  if (typeof value === 'string' && (value.includes('\u0000') || !value.isWellFormed())) throw doesNotFit(place, 'holds a character that cannot be kept');
}

function doesNotFit({ name }: Place, detail: string): Error {
  return storeFailures['does-not-fit']({ issues: [{ in: 'body', name, detail }] });
}
