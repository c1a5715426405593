import { z } from 'zod';
import type { Column, Table } from '#services/kernel/table.ts';
import { vaultFailures } from '#services/vault/seal-value.ts';
import type { SealedPlace, Sealer } from '#services/vault/sealer.ts';
import { checkWritten } from './check-value.ts';

type Raw = Readonly<Record<string, unknown>>;
const keyValue = z.union([z.string(), z.number(), z.boolean()]);

/** A row as the database takes it: sealed columns encrypted, bound to their place. */
export function toDatabase(sealer: Sealer, table: Table, municipality: string, row: Raw): Record<string, unknown> {
  const written = Object.entries(row).map(([name, value]) => {
    const column = table.columns[name];
    if (!column) throw new Error(`table '${table.name}' has no column '${name}'`);
    if (value === undefined || value === null) return [name, null];
    if (column.kind === 'sealed') return [name, sealer.seal(placeOf(table, municipality, row, name), JSON.stringify(value))];
    checkWritten({ table: table.name, name, column }, value);
    return [name, value];
  });
  return { municipality, ...Object.fromEntries(written) };
}

/**
 * A row as the house reads it: numbers, booleans and opened values on every database. A sealed value is opened when somebody looks at it: one that
 * cannot be opened harms nobody who does not need it, and a list is not the price of one spoilt row.
 */
export function fromDatabase(sealer: Sealer, table: Table, raw: Raw): Record<string, unknown> {
  const municipality = String(raw['municipality']);
  const row: Record<string, unknown> = {};
  for (const [name, column] of Object.entries(table.columns)) {
    const value = raw[name];
    if (column.kind !== 'sealed') row[name] = readValue(column, value);
    else if (typeof value !== 'string') row[name] = null;
    else openWhenLookedAt(row, name, () => understood(column, openCell(sealer, { table, municipality, row, name }, value)));
  }
  return row;
}

export interface Cell { readonly table: Table; readonly municipality: string; readonly row: Raw; readonly name: string }

/** What is sealed in a cell, if it is that of its row: also the blind indexes of what is in it must be its own, or they lead from one person to another. */
export function openCell(sealer: Sealer, { table, municipality, row, name }: Cell, sealed: string): unknown {
  const place = placeOf(table, municipality, row, name);
  const opened: unknown = JSON.parse(sealer.open(place, sealed));
  for (const [column, { blindIndex }] of Object.entries(table.columns)) {
    if (blindIndex?.from?.in !== name) continue;
    // What was emptied has no value any more.
    const value = z.record(z.string(), z.unknown()).safeParse(opened).data?.[blindIndex.from.as];
    if (typeof value === 'string' && value !== '') sealer.demandIndex(place, { purpose: blindIndex.purpose, value, index: row[column] });
  }
  return opened;
}

function openWhenLookedAt(row: Record<string, unknown>, name: string, open: () => unknown): void {
  const put = (value: unknown) => { Object.defineProperty(row, name, { value, enumerable: true, configurable: true, writable: true }); };
  Object.defineProperty(row, name, { enumerable: true, configurable: true, set: put, get: () => { const opened = open(); put(opened); return opened; } });
}

/** A value of a form that the column does not know, for instance from before a migration that forgot it. What was in it stays unsaid. */
function understood({ schema }: Column, opened: unknown): unknown {
  const parsed = schema?.safeParse(opened);
  if (parsed?.success !== true) throw vaultFailures.unreadable();
  return parsed.data;
}

export function readValue({ kind }: Column, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (kind === 'integer' || kind === 'instant') return Number(value);
  if (kind === 'flag') return value === true || value === 1 || value === '1';
  return value;
}

/** Where a sealed value stands. The row holds at least its key, and what it is bound to. */
export function placeOf(table: Table, municipality: string, row: Raw, column: string): SealedPlace {
  const key = table.key.map((name) => {
    const value = keyValue.safeParse(row[name]);
    if (!value.success) throw new Error(`a sealed column of '${table.name}' is written only where the whole key is named: '${name}' is missing`);
    return value.data;
  });
  const bound = table.bound.map((name) => {
    const value = keyValue.nullable().safeParse(row[name] ?? null);
    if (!value.success || (value.data === null && table.columns[name]?.nullable !== true)) throw new Error(`a sealed column of '${table.name}' is bound to '${name}', which is missing`);
    return [name, value.data] as const;
  });
  return { municipality, table: table.name, key, column, ...(bound.length > 0 && { bound: Object.fromEntries(bound) }) };
}
