import { randomUUID } from 'node:crypto';
import { isFailure, type FailureLike, type FieldIssue } from '#services/kernel/failure.ts';

/** A problem document (RFC 9457) as the Belgif REST guide shapes it. No issue ever holds the value: it may be personal. */
export interface Problem {
  readonly type: string;
  readonly href?: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** Names this one occurrence. */
  readonly instance: string;
  /** Our own name of the failure, also where `type` is one of Belgif's. */
  readonly failure?: string;
  readonly issues?: readonly (FieldIssue & { readonly type: string })[];
}

interface Kind { readonly name: string; readonly title: string }
const belgif = {
  badRequest: 'Bad Request', noAccessToken: 'No Access Token', invalidAccessToken: 'Invalid Access Token', expiredAccessToken: 'Expired Access Token',
  missingScope: 'Missing Scope', missingPermission: 'Missing Permission', resourceNotFound: 'Resource Not Found', payloadTooLarge: 'Payload Too Large',
  tooManyRequests: 'Too Many Requests', internalServerError: 'Internal Server Error', serviceUnavailable: 'Service Unavailable',
} as const;
type BelgifName = keyof typeof belgif;

/** Failures that Belgif's guide has a name for. */
const belgifByFailure: ReadonlyMap<string, BelgifName> = new Map([
  ['gateway.token-missing', 'noAccessToken'], ['identity.token-missing', 'noAccessToken'],
  ['identity.token-forged', 'invalidAccessToken'], ['identity.token-expired', 'expiredAccessToken'], ['identity.token-ended', 'expiredAccessToken'],
  ['caller.scope-missing', 'missingScope'], ['caller.not-yours', 'missingPermission'],
  ['caller.bad-input', 'badRequest'], ['gateway.bad-input', 'badRequest'], ['gateway.bad-header', 'badRequest'], ['gateway.malformed-json', 'badRequest'],
  ['gateway.too-large', 'payloadTooLarge'],
]);
const belgifByStatus: ReadonlyMap<number, BelgifName> = new Map([[404, 'resourceNotFound'], [429, 'tooManyRequests'], [500, 'internalServerError'], [503, 'serviceUnavailable']]);
/** Issues that the contract's own schema finds, in Belgif's terms; what a plugin finds later is `invalidInput`. */
const bySchema: ReadonlySet<string> = new Set(['caller.bad-input', 'gateway.bad-input', 'gateway.bad-header', 'gateway.malformed-json', 'gateway.too-large', 'gateway.not-json', 'gateway.compressed']);

/** Moleculer's own errors, by `type`: from another node they arrive as plain errors. The caller may try again, a POST with the same `Idempotency-Key`. */
const unavailable: ReadonlySet<unknown> = new Set(['REQUEST_TIMEOUT', 'SERVICE_NOT_FOUND', 'SERVICE_NOT_AVAILABLE', 'REQUEST_REJECTED', 'QUEUE_FULL', 'REQUEST_SKIPPED', 'BAD_GATEWAY', 'SERVICE_UNAVAILABLE']);
const invalid: ReadonlySet<unknown> = new Set(['VALIDATION_ERROR', 'UNABLE_DECODE_PARAM']);

const mostIssues = 50;
const longestName = 100;

export interface Refusal {
  readonly problem: Problem;
  /** The caller may try the same again. */
  readonly again: boolean;
  /** Nobody declared this error: it is logged. */
  readonly unexpected: boolean;
}

/** What a caller is told about an error. Of one that nobody declared: that it happened, and no more. */
export function problemOf(error: unknown): Refusal {
  if (isFailure(error)) return fromFailure(error);
  const { type } = typeof error === 'object' && error !== null ? error as { type?: unknown } : {};
  if (unavailable.has(type)) return { problem: problem('serviceUnavailable', 503, 'This part of the service does not answer at the moment.'), again: true, unexpected: true };
  if (invalid.has(type)) return { problem: problem('badRequest', 400, 'The request cannot be read.'), again: false, unexpected: false };
  return { problem: problem('internalServerError', 500, 'Something went wrong here. Mention the trace id to report it.'), again: false, unexpected: true };
}

function fromFailure({ type, code, message, data }: FailureLike): Refusal {
  const declared = Number.isInteger(code) && code >= 400 && code < 600 ? code : 500;
  const again = data.retry === 'safe';
  const status = again && declared >= 500 ? 503 : declared;
  const name = belgifByFailure.get(type) ?? belgifByStatus.get(status);
  const issues = data.issues?.slice(0, mostIssues).map((issue) => ({
    in: issue.in, name: shorten(issue.name), detail: issue.detail, type: `urn:problem-type:belgif:input-validation:${bySchema.has(type) ? 'schemaViolation' : 'invalidInput'}`,
  }));
  return { problem: { ...problem(name ?? { name: type, title: message }, status, message), failure: type, ...(issues && { issues }) }, again, unexpected: false };
}

function problem(kind: BelgifName | Kind, status: number, detail: string): Problem {
  const instance = `urn:uuid:${randomUUID()}`;
  if (typeof kind !== 'string') return { type: `urn:problem-type:eid:${kind.name}`, title: kind.title, status, detail, instance };
  const href = `https://www.belgif.be/specification/rest/api-guide/problems/${kind}.html`;
  return { type: `urn:problem-type:belgif:${kind}`, href, title: belgif[kind], status, detail, instance };
}

/** A field's name may be the caller's own invention. */
function shorten(name: string): string {
  const plain = (name || '(empty)').toWellFormed().replaceAll(/\p{Cc}/gu, '\u{FFFD}');
  return plain.length <= longestName ? plain : `${plain.slice(0, longestName)}…`;
}
