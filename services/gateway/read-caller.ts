import type { Caller } from '#services/kernel/caller.ts';
import { Failure, isFailure, type FailureLike, type FieldIssue } from '#services/kernel/failure.ts';
import { gatewayFailures } from './gateway-failures.ts';

/** Who asks, and the proof of it that goes on to the node which carries it out. @throws gateway.token-missing, identity.token-forged, identity.token-expired */
export async function identify(authorization: string | undefined, verify: (token: string) => Promise<Caller>): Promise<{ readonly caller: Caller; readonly proof: string }> {
  try {
    const proof = bearerToken(authorization);
    return { caller: await verify(proof), proof };
  } catch (error) {
    throw isFailure(error) && error.code === 401 ? withIssues(error, [{ in: 'header', name: 'Authorization', detail: 'a bearer token that is valid here is expected' }]) : error;
  }
}

export const idempotencyKeyPattern = '^[\\x21-\\x7e]{1,64}$';
const idempotencyKeyForm = new RegExp(idempotencyKeyPattern);

/** The house keeps the answer by this key (IETF draft `Idempotency-Key`). @throws gateway.bad-header */
export function readIdempotencyKey(header: string | string[] | undefined): string | undefined {
  if (header === undefined) return undefined;
  if (typeof header === 'string' && idempotencyKeyForm.test(header)) return header;
  throw gatewayFailures['bad-header']({ issues: [{ in: 'header', name: 'Idempotency-Key', detail: '1 to 64 visible ASCII characters are expected' }] });
}

export function withIssues({ type, code, message, data: { retry } }: FailureLike, issues: readonly FieldIssue[] | undefined): Failure {
  return new Failure(type, { status: code, retry, title: message }, { issues });
}

function bearerToken(authorization: string | undefined): string {
  if (authorization === undefined || !/^bearer\b/i.test(authorization)) throw gatewayFailures['token-missing']();
  return authorization.slice('bearer'.length).trim();
}
