import { hasSimpleRows, isSimple, type Field, type Member } from './field.ts';
import { rootPath, type Draft } from './draft.ts';

/** Why a field was not taken, before the house is asked. */
export type FormProblem = 'missing' | 'number' | 'whole' | 'json' | 'key';
export interface ReadSettings {
  /** Undefined where nothing is set: then the usual holds. */
  readonly value: unknown;
  readonly problems: Readonly<Record<string, FormProblem>>;
}

/** Settings from what a browser sent. Whether they are right is judged by the house, with the schema itself. */
export function readDraft(field: Field, draft: Draft): ReadSettings {
  const problems: Record<string, FormProblem> = {};
  const value = read(field, draft, rootPath, problems);
  return { value: value ?? {}, problems };
}

type Problems = Record<string, FormProblem>;

function read(field: Field, draft: Draft, path: string, problems: Problems): unknown {
  const typed = draft[path] ?? '';
  if (draft[`${path}!`] === 'json') return json(typed, path, problems);
  switch (field.kind) {
    case 'text': return typed.trim() === '' ? undefined : typed.replaceAll('\r\n', '\n');
    case 'number': return number(typed, field.whole, path, problems);
    case 'yes-no': return typed === '' ? undefined : typed === 'yes';
    case 'choice': return field.options.find((option) => String(option) === typed);
    case 'fixed': return field.value;
    case 'json': return json(typed, path, problems);
    case 'lines': {
      const rows = typed.split(/\r?\n/).filter((row) => row.trim() !== '');
      return rows.length === 0 ? undefined : rows.map((row) => (field.of.kind === 'number' ? number(row, field.of.whole, path, problems) : row));
    }
    case 'list': return rowPaths(draft, path).flatMap((row) => (isEmptyRow(field, draft, row) ? [] : [readRow(field.of, draft, row, problems)]));
    case 'record': return Object.fromEntries(rowPaths(draft, path).flatMap((row): [string, unknown][] => {
      const name = (draft[`${row}=`] ?? '').trim();
      if (name === '' && (isEmptyRow(field, draft, row) || !hasSimpleRows(field))) return [];
      if (name === '') problems[row] = 'key';
      return [[name, readRow(field.of, draft, row, problems)]];
    }));
    case 'tuple': return field.parts.map((part, index) => readRow(part, draft, `${path}/${index}`, problems));
    case 'group': return Object.fromEntries(field.members.flatMap((member): [string, unknown][] => {
      const inner = readMember(member, draft, `${path}/${member.name}`, problems);
      return inner === undefined ? [] : [[member.name, inner]];
    }));
    case 'variants': break;
  }
  const chosen = field.options[Number.parseInt(draft[`${path}~`] ?? '', 10)];
  return chosen && read(chosen.field, draft, path, problems);
}

function readMember({ field, needed }: Member, draft: Draft, path: string, problems: Problems): unknown {
  if (!needed && !isSimple(field) && draft[`${path}?`] !== 'set' && draft[`${path}!`] === undefined) return undefined;
  const value = read(field, draft, path, problems);
  if (value !== undefined || !needed) return value;
  if (field.kind === 'lines') return [];
  problems[path] ??= 'missing';
  return undefined;
}

/** In a row nothing may be left out. */
function readRow(field: Field, draft: Draft, path: string, problems: Problems): unknown {
  const value = read(field, draft, path, problems);
  if (value === undefined) problems[path] ??= 'missing';
  return value;
}

export function rowPaths(draft: Draft, path: string): readonly string[] {
  const rows = Number.parseInt(draft[`${path}#`] ?? '0', 10);
  // More than a form can hold is nothing that we gave.
  return Array.from({ length: rows >= 0 && rows <= 2_000 ? rows : 0 }, (_none, index) => `${path}/${index}`);
}

function isEmptyRow(field: Field & { readonly kind: 'list' | 'record' }, draft: Draft, row: string): boolean {
  return hasSimpleRows(field) && Object.entries(draft).every(([name, typed]) => typed.trim() === '' || !(name === row || name === `${row}=` || name.startsWith(`${row}/`)));
}

function number(typed: string, whole: boolean, path: string, problems: Problems): number | undefined {
  if (typed.trim() === '') return undefined;
  const value = Number(typed.trim().replace(',', '.'));
  if (!Number.isFinite(value)) problems[path] = 'number';
  else if (whole && !Number.isInteger(value)) problems[path] = 'whole';
  return value;
}

function json(typed: string, path: string, problems: Problems): unknown {
  if (typed.trim() === '') return undefined;
  try {
    const value: unknown = JSON.parse(typed);
    return value;
  } catch {
    problems[path] = 'json';
    return undefined;
  }
}
