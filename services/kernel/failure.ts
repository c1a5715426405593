/**
 * What the caller may do after a failure (R2 of the mission):
 * `safe`: nothing happened on the other side, try again (transient);
 * `ambiguous`: the other side may have acted: repeat with the same key, look first, or ask a person;
 * `never`: trying again changes nothing, a person must decide (permanent).
 */
export type Retry = 'safe' | 'ambiguous' | 'never';

export interface FailureSpec {
  /** HTTP status that the gateway answers with. */
  readonly status: number;
  readonly retry: Retry;
  /** One sentence for the person or programmer who meets it. Never holds personal data. */
  readonly title: string;
  /** It is about one part of the other side (one device of many): the rest may be well, and is not left in peace because of it. */
  readonly ofOnePart?: true;
}

/** One field of the input that is wrong. Never holds the value: it may be personal. */
export interface FieldIssue {
  readonly in: 'body' | 'query' | 'path' | 'header';
  /** JSON path of the field, for instance `address.postcode`. */
  readonly name: string;
  readonly detail: string;
}

/**
 * A failure with a stable `type` (`system.what-happened`) that survives the broker. Match on `type` (see `isFailure`),
 * never with `instanceof`: from another node it arrives as a plain `Error` with the same fields.
 */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly type: string;
  readonly code: number;
  /** Read by Moleculer's own retry middleware: only `safe` failures may be repeated blindly. */
  readonly retryable: boolean;
  readonly data: { readonly retry: Retry; readonly issues?: readonly FieldIssue[]; readonly ofOnePart?: true };

  constructor(type: string, spec: FailureSpec, options: { cause?: unknown; issues?: readonly FieldIssue[] | undefined } = {}) {
    super(spec.title, { cause: options.cause });
    this.type = type;
    this.code = spec.status;
    this.retryable = spec.retry === 'safe';
    this.data = { retry: spec.retry, ...(spec.ofOnePart && { ofOnePart: true }), ...(options.issues && { issues: options.issues }) };
  }
}

type Maker = (details?: { cause?: unknown; issues?: readonly FieldIssue[] | undefined }) => Failure;

/** Declares the failures of one system: `failures('bpost', { 'unknown-order': {...} })` makes `bpost.unknown-order`. */
export function failures<const S extends Record<string, FailureSpec>>(system: string, specs: S): { readonly [K in keyof S]: Maker } {
  const make = (name: string, spec: FailureSpec): Maker => (details) => new Failure(`${system}.${name}`, spec, details);
  return Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, make(name, spec)])) as { [K in keyof S]: Maker };
}

/** The fields of a failure as they arrive from this node or any other. */
export interface FailureLike { readonly type: string; readonly code: number; readonly message: string; readonly data: Failure['data'] }

/** Is this one of our own failures (of the given type, when named), whichever node it came from? */
export function isFailure(error: unknown, type?: string): error is FailureLike {
  if (typeof error !== 'object' || error === null) return false;
  const { type: found, data } = error as Partial<FailureLike>;
  if (typeof found !== 'string' || typeof data !== 'object' || data === null || !('retry' in data)) return false;
  return type === undefined || found === type;
}

/** What may happen next after any error: an error that nobody declared is ambiguous, for it may have come after the deed. */
export function retryOf(error: unknown): Retry {
  return isFailure(error) ? error.data.retry : 'ambiguous';
}

interface SchemaIssue { readonly path: readonly PropertyKey[]; readonly message: string; readonly code?: string | undefined; readonly keys?: readonly string[] }

/** What a schema found wrong, field by field, without the values. An unknown field is named itself. */
export function issuesOf(error: { readonly issues: readonly unknown[] }, where: FieldIssue['in']): FieldIssue[] {
  return (error.issues as readonly SchemaIssue[]).flatMap(({ path, message, code, keys }) => {
    const unknown = code === 'unrecognized_keys' ? keys ?? [] : [];
    if (unknown.length > 0) return unknown.map((key) => ({ in: where, name: [...path, key].map(String).join('.'), detail: 'this field is not known here' }));
    return [{ in: where, name: path.map(String).join('.') || 'body', detail: message }];
  });
}
