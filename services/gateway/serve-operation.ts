import type { Caller } from '#services/kernel/caller.ts';
import { isFailure, type FailureLike, type FieldIssue } from '#services/kernel/failure.ts';
import type { Watch } from '#services/kernel/watch.ts';
import { json, type Answer } from './answer.ts';
import { assembleInput, placeIssues } from './assemble-input.ts';
import type { Exchange } from './exchange.ts';
import { gatewayFailures } from './gateway-failures.ts';
import { identify, readIdempotencyKey, withIssues } from './read-caller.ts';
import { parseJson } from './parse-json.ts';
import { readBody } from './read-body.ts';
import type { StrangerLimits } from './stranger-limits.ts';
import type { Operation } from './operation.ts';

export interface OperationMeans {
  readonly strangers: Pick<StrangerLimits, 'ofEntry'>;
  /** @throws identity.token-expired, identity.token-forged */
  readonly verify: (token: string) => Promise<Caller>;
  readonly bodyBytes: number;
  readonly watch: Pick<Watch, 'traceparent'>;
}

/** One public operation over HTTP: who asks, for what, and then the action, wherever it runs. */
export async function serveOperation(operation: Operation, { request, traceId, path, query, broker }: Exchange, means: OperationMeans): Promise<Answer> {
  const { caller, proof } = await identify(request.headers.authorization, means.verify);
  const tooOften = operation.forStrangers ? means.strangers.ofEntry(request, caller.municipality, operation.name) : undefined;
  if (tooOften) return tooOften;
  const idempotencyKey = operation.method === 'POST' ? readIdempotencyKey(request.headers['idempotency-key']) : undefined;
  const raw = await readBody(request, means.bodyBytes);
  if (operation.method === 'GET' && raw.length > 0) throw gatewayFailures['bad-input']({ issues: [{ in: 'body', name: 'body', detail: 'a GET takes no body' }] });
  const { input, places } = assembleInput(operation, { path, query, body: parseJson(raw) });

  // Not who calls but the proof of it: the node that carries it out looks for itself.
  const traceparent = means.watch.traceparent();
  const meta: { proof: string; traceId: string; idempotencyKey?: string; traceparent?: string } = { proof, traceId, ...(idempotencyKey !== undefined && { idempotencyKey }), ...(traceparent !== undefined && { traceparent }) };
  try {
    const answer: unknown = await broker.call(operation.name, input, { meta });
    return json(answer, headersOf(broker.meta));
  } catch (error) {
    throw isFailure(error) ? withIssues(error, issuesFor(error, operation, places)) : error;
  }
}

/** What the house says about the call: kept from an earlier time, and which node carried it out. */
export function headersOf(meta: object): Record<string, string> {
  return {
    ...('replayed' in meta && meta.replayed === true && { 'Idempotency-Replayed': 'true' }),
    ...('servedBy' in meta && typeof meta.servedBy === 'string' && { 'Eid-Served-By': meta.servedBy }),
  };
}

/** The action does not know where a field came from; and what it does not find, or not trust, is what the path names, unless it says otherwise. */
function issuesFor({ code, data }: FailureLike, { pathFields, method }: Operation, places: Parameters<typeof placeIssues>[1]): readonly FieldIssue[] | undefined {
  if (data.issues) return placeIssues(data.issues, places, method);
  return (code === 404 || code === 401) && pathFields.length > 0 ? pathFields.map((name) => ({ in: 'path', name, detail: 'this reference is not known here, or not any more' })) : undefined;
}

