import { randomUUID } from 'node:crypto';
import type { FieldIssue } from '#services/kernel/failure.ts';
import type { WireAnswer } from '#services/kernel/wire.ts';

export interface ProblemDetails { readonly issues?: readonly FieldIssue[]; readonly headers?: Readonly<Record<string, string>> }

const namespace = 'urn:problem-type:';

/** A refusal that is stated (RFC 9457, as the Belgif REST guide has it). Names fields, never holds their values. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly type: string;
  readonly status: number;
  readonly details: ProblemDetails;
  /** @param type what follows `urn:problem-type:`, or the whole of it */
  constructor(type: string, status: number, title: string, details: ProblemDetails = {}) {
    super(title);
    this.type = type.startsWith(namespace) ? type : `${namespace}${type}`;
    this.status = status;
    this.details = details;
  }
}

export function writeProblem({ type, status, message: title, details: { issues, headers } }: Problem): WireAnswer {
  const stated = issues?.map((issue) => ({ ...issue, type: 'urn:problem-type:belgif:input-validation:schemaViolation' }));
  return {
    status, headers: { 'content-type': 'application/problem+json', ...headers },
    body: JSON.stringify({ type, title, status, instance: `urn:uuid:${randomUUID()}`, ...(stated && { issues: stated }) }),
  };
}
