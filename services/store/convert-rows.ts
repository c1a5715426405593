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

/** A row as the house reads it: numbers, booleans and opened values on every database. */
export function fromDatabase(sealer: Sealer, table: Table, raw: Raw): Record<string, unknown> {
  const municipality = String(raw['municipality']);
  const plain = Object.entries(table.columns).filter(([, { kind }]) => kind !== 'sealed').map(([name, column]) => [name, readValue(column, raw[name])]);
  const row: Record<string, unknown> = Object.fromEntries(plain);
  for (const [name, column] of Object.entries(table.columns)) {
    if (column.kind !== 'sealed') continue;
    const sealed = raw[name];
    row[name] = typeof sealed === 'string' ? understood(column, sealer.open(placeOf(table, municipality, row, name), sealed)) : null;
  }
  return row;
}

/** A value of a form that the column does not know, for instance from before a migration that forgot it. What was in it stays unsaid. */
function understood({ schema }: Column, opened: string): unknown {
  const parsed = schema?.safeParse(JSON.parse(opened));
  if (parsed?.success !== true) throw vaultFailures.unreadable();
  return parsed.data;
}

export function readValue({ kind }: Column, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (kind === 'integer' || kind === 'instant') return Number(value);
  if (kind === 'flag') return value === true || value === 1 || value === '1';
  return value;
}

/** Where a sealed value stands. The row holds at least its key. */
export function placeOf(table: Table, municipality: string, row: Raw, column: string): SealedPlace {
  const key = table.key.map((name) => {
    const value = keyValue.safeParse(row[name]);
    if (!value.success) throw new Error(`a sealed column of '${table.name}' is written only where the whole key is named: '${name}' is missing`);
    return value.data;
  });
  return { municipality, table: table.name, key, column };
}
