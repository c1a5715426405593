import type { FieldIssue } from '#services/kernel/failure.ts';
import { issuesOf } from '#services/kernel/failure.ts';
import { gatewayFailures } from './gateway-failures.ts';
import type { FieldShape } from './input-fields.ts';
import type { Operation } from './operation.ts';

/** The three places where a request carries fields. */
export interface Given {
  readonly path: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
}
type Place = FieldIssue['in'];

/** Keys that would reach an object's prototype where somebody copies carelessly. */
export const forbiddenKeys: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * One input from path, query and body, parsed by the contract. The action parses it again where it runs, perhaps on another node, so what
 * goes there is what was given (numbers and flags of a query made such), never the result of the parse.
 * @throws gateway.bad-input that names the fields, each where it was given, and never their values
 */
export function assembleInput(operation: Operation, given: Given): { readonly input: Readonly<Record<string, unknown>>; readonly places: ReadonlyMap<string, Place> } {
  const entries: [name: string, value: unknown, place: Place][] = [
    ...operation.pathFields.map((name): [string, unknown, Place] => [name, readText(operation.fields.get(name), [given.path[name] ?? '']), 'path']),
    ...[...new Set(given.query.keys())].map((name): [string, unknown, Place] => [name, readText(operation.fields.get(name), given.query.getAll(name)), 'query']),
    ...Object.entries(given.body).map(([name, value]): [string, unknown, Place] => [name, value, 'body']),
  ];
  const places = new Map<string, Place>();
  const issues: FieldIssue[] = [];
  for (const [name, value, place] of entries) {
    const detail = refusal(operation, name, value, places.get(name));
    if (detail !== undefined) issues.push({ in: place, name, detail });
    if (!places.has(name)) places.set(name, place);
  }
  const input = Object.fromEntries(entries.filter(([name, value]) => !forbiddenKeys.has(name) && !(value instanceof Unreadable)).map(([name, value]) => [name, value]));
  if (issues.length === 0) {
    const parsed = operation.action.input.safeParse(input);
    if (!parsed.success) issues.push(...placeIssues(issuesOf(parsed.error, 'body'), places, operation.method));
  }
  if (issues.length > 0) throw gatewayFailures['bad-input']({ issues });
  return { input, places };
}

/** Says where the caller gave each field; one that is missing is asked for where this method takes its fields. */
export function placeIssues(issues: readonly FieldIssue[], places: ReadonlyMap<string, Place>, method: Operation['method']): FieldIssue[] {
  return issues.map((issue) => {
    if (issue.in === 'header') return issue;
    const [field = ''] = issue.name.split('.');
    return { ...issue, in: places.get(field) ?? (method === 'GET' ? 'query' : 'body') };
  });
}

function refusal({ fields }: Operation, name: string, value: unknown, earlier: Place | undefined): string | undefined {
  if (earlier !== undefined) return `this field is given in the ${earlier} already`;
  if (forbiddenKeys.has(name) || !fields.has(name)) return 'this field is not known here';
  return value instanceof Unreadable ? value.detail : undefined;
}

class Unreadable {
  readonly detail: string;
  constructor(detail: string) {
    this.detail = detail;
  }
}

/** Text from a path or query, as the kind of value that its field takes. Whatever is no plain number or flag is refused, never guessed. */
function readText(shape: FieldShape | undefined, texts: readonly string[]): unknown {
  if (!shape) return texts[0];
  if (texts.length > 1 && !shape.many) return new Unreadable('this field is given more than once');
  const values = texts.map((text) => readOne(shape.kind, text));
  return values.find((value) => value instanceof Unreadable) ?? (shape.many ? values : values[0]);
}

function readOne(kind: FieldShape['kind'], text: string): unknown {
  if (!isText(text)) return new Unreadable('this field holds a character that no text may hold');
  if (kind === 'number') return /^-?\d{1,16}(\.\d{1,15})?$/.test(text) ? Number(text) : new Unreadable('a number is expected, in digits');
  if (kind === 'boolean') return text === 'true' || text === 'false' ? text === 'true' : new Unreadable("'true' or 'false' is expected");
  return text;
}

/** U+0000 and lone surrogates: not every database can hold them, and no name or address does. */
export function isText(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}
