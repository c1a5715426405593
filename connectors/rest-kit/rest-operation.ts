import type { z } from 'zod';

/**
 * One thing that can be asked over REST, as data: client, served sandbox and OpenAPI are made of the same table. Schemas describe what travels: what is sent
 * is written as their input, what comes is parsed into their output.
 */
export interface RestOperation {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below the address of the service: `/v1/dossiers/{dossier}`. No personal data stands in a path or a query: addresses end up in logs. */
  readonly path: `/${string}`;
  readonly summary: string;
  /** A read changes nothing, whatever its method: it may be repeated freely. */
  readonly kind: 'read' | 'write';
  /** Of the path, by name. */
  readonly parameters?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** The one status that says that it worked. */
  readonly status: 200 | 201 | 204;
  /** What comes with it; nothing where the status is 204. */
  readonly answer?: z.ZodType;
  /** Carries an `Idempotency-Key`: done once per key, and answered the same each time. */
  readonly keyed?: true;
  /** Demands `If-Match`: done only while the thing is still as it was read. */
  readonly locked?: true;
  /** Answers with an `ETag`. */
  readonly tagged?: true;
}

export type RestOperations = Readonly<Record<string, RestOperation>>;

/** Types a table of operations. A parameter that stands in the path alone, or in the schema alone, is a mistake of ours. */
export function defineRest<const O extends RestOperations>(operations: O): O {
  for (const [name, { path, parameters }] of Object.entries<RestOperation>(operations)) {
    const [inPath, described] = [namesIn(path), Object.keys(parameters?.shape ?? {})].map((names) => names.toSorted().join(', '));
    if (inPath !== described) throw new Error(`operation '${name}': its path has the parameters (${inPath}), its schema (${described})`);
  }
  return operations;
}

export const namesIn = (path: string): string[] => [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');

// oxlint-disable-next-line typescript/no-empty-object-type -- what an operation does not have is not asked for
type Part<O extends RestOperation, K extends 'parameters' | 'query' | 'body', V> = O[K] extends z.ZodType ? { readonly [P in K]: V } : {};
// oxlint-disable-next-line typescript/no-empty-object-type -- as above
type Lock<O extends RestOperation> = O['locked'] extends true ? { readonly ifMatch: string } : {};

/** What is asked, as it is sent. */
export type Sending<O extends RestOperation> =
  & Part<O, 'parameters', z.input<NonNullable<O['parameters']>>> & Part<O, 'query', z.input<NonNullable<O['query']>>> & Part<O, 'body', z.input<NonNullable<O['body']>>> & Lock<O>;
/** What is asked, as it was understood. */
export type Received<O extends RestOperation> =
  & Part<O, 'parameters', z.output<NonNullable<O['parameters']>>> & Part<O, 'query', z.output<NonNullable<O['query']>>> & Part<O, 'body', z.output<NonNullable<O['body']>>> & Lock<O>;

// oxlint-disable-next-line typescript/no-empty-object-type -- as above
type Tag<O extends RestOperation> = O['tagged'] extends true ? { readonly etag: string } : {};
/** What is answered, as it is sent. */
export type Replying<O extends RestOperation> = (O['answer'] extends z.ZodType ? { readonly value: z.input<O['answer']> } : { readonly value?: undefined }) & Tag<O>;
/** What is answered, as it was understood. */
export type Told<O extends RestOperation> = (O['answer'] extends z.ZodType ? { readonly value: z.output<O['answer']> } : { readonly value: undefined }) & Tag<O>;
