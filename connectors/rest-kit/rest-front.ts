import type { z } from 'zod';
import { issuesOf, type FieldIssue } from '#services/kernel/failure.ts';
import type { OutwardCall } from '#services/kernel/port.ts';
import type { WireAnswer, WireHandler, WireRequest } from '#services/kernel/wire.ts';
import { readRoute } from './match-route.ts';
import { callFrom } from './outward-headers.ts';
import { Problem, writeProblem } from './problem.ts';
import { readJson } from './read-json.ts';
import type { Received, Replying, RestOperation, RestOperations } from './rest-operation.ts';

/** What one operation does where it is served. `call`: who asks, under which key. */
export type RestHandlers<O extends RestOperations> = { readonly [K in keyof O]: (received: Received<O[K]>, call: OutwardCall) => Promise<Replying<O[K]>> };

export interface RestFrontOptions<O extends RestOperations> {
  readonly operations: O;
  readonly handlers: RestHandlers<O>;
  /** Whether these headers prove who asks. */
  readonly letsIn: (headers: WireRequest['headers']) => boolean;
  /** What is stated about an error; `cut` where the answer is lost on its way; nothing where it is an error of the server. */
  readonly problemOf: (error: unknown) => Problem | 'cut' | undefined;
  readonly largestRequest?: number;
}

type AnyHandler = (received: object, call: OutwardCall) => Promise<{ readonly value?: unknown; readonly etag?: string }>;

/** A table of operations, served: it refuses what is not in the table and what does not keep to it, naming the field. */
export function restFront<O extends RestOperations>({ operations, handlers, letsIn, problemOf, largestRequest = 1024 * 1024 }: RestFrontOptions<O>): WireHandler {
  const route = readRoute(operations);
  const answer = async (request: WireRequest): Promise<WireAnswer> => {
    if (!letsIn(request.headers)) throw new Problem('belgif:noAccessToken', 401, 'Who asks is not known here.', { headers: { 'www-authenticate': 'Bearer' } });
    const { name, operation, parameters } = route(request);
    if (request.body.byteLength > largestRequest) throw new Problem('belgif:payloadTooLarge', 413, 'The request is too large.');
    const received = receivedFrom(operation, parameters, request);
    const key = operation.keyed === true ? headerOf(request, 'idempotency-key') : '';
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each handler is typed by the operation whose schemas parsed this
    const { value, etag } = await (handlers[name] as unknown as AnyHandler)(received, callFrom(request.headers, key));
    return { status: operation.status, headers: { ...(operation.answer && { 'content-type': 'application/json' }), ...(etag !== undefined && { etag }) }, ...(operation.answer && { body: JSON.stringify(value) }) };
  };
  return async (request) => {
    try {
      return await answer(request);
    } catch (error) {
      const problem = error instanceof Problem ? error : problemOf(error);
      if (problem === undefined) throw error;
      return problem === 'cut' ? { status: 500, cut: true } : writeProblem(problem);
    }
  };
}

function receivedFrom(operation: RestOperation, parameters: Readonly<Record<string, string>>, request: WireRequest): object {
  return {
    ...(operation.parameters && { parameters: understood(operation.parameters, parameters, 'path') }),
    ...(operation.query ? { query: understood(operation.query, onceEach(request.query), 'query') } : demandNothing(request.query)),
    ...(operation.body && { body: understood(operation.body, jsonOf(request), 'body') }),
    ...(operation.locked === true && { ifMatch: headerOf(request, 'if-match') }),
  };
}

const badRequest = (issues: readonly FieldIssue[]) => new Problem('belgif:badRequest', 400, 'The request does not keep to the contract.', { issues });

function understood(schema: z.ZodType, value: unknown, where: FieldIssue['in']): unknown {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw badRequest(issuesOf(parsed.error, where));
  return parsed.data;
}

function onceEach(query: URLSearchParams): Record<string, string> {
  const names = [...query.keys()];
  const twice = names.filter((name, at) => names.indexOf(name) !== at);
  if (twice.length > 0) throw badRequest(twice.map((name) => ({ in: 'query', name, detail: 'this stands twice' })));
  return Object.fromEntries(query);
}

function demandNothing(query: URLSearchParams): object {
  if (query.size > 0) throw badRequest([...query.keys()].map((name) => ({ in: 'query', name, detail: 'this field is not known here' })));
  return {};
}

function headerOf({ headers }: WireRequest, name: string): string {
  const said = headers[name];
  if (said === undefined || said === '' || said.length > 255) throw badRequest([{ in: 'header', name, detail: 'this must be given' }]);
  return said;
}

function jsonOf({ headers, body }: WireRequest): unknown {
  if (!/^application\/json(\s*;\s*charset="?utf-8"?)?$/i.test(headers['content-type'] ?? '')) throw badRequest([{ in: 'header', name: 'content-type', detail: 'this is application/json' }]);
  const read = readJson(body);
  if ('flaw' in read) throw badRequest([{ in: 'body', name: 'body', detail: `this is not JSON that is understood in one way (${read.flaw})` }]);
  return read.value;
}
