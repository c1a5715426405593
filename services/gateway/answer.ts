import type { ServerResponse } from 'node:http';
import { traceOf } from './exchange.ts';
import { problemOf, type Problem } from './problem.ts';

/** What a request is answered with; a front that is not HTTP may say the same otherwise. */
export interface Answer {
  readonly status: number;
  readonly mediaType: string;
  readonly body: string | Uint8Array;
  /** The body as it was before it was written: what sends it says in which trace. */
  readonly problem?: Problem;
  /** The connection is broken off instead. */
  readonly cut?: boolean;
  /** A header of this house that must not be there is an empty one. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly cookies?: readonly string[];
}

/** Nothing here is a page that loads others, except the start page and that of the API, which bring their own policy. */
const always: Readonly<Record<string, string>> = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
};

/** Seconds after which trying again makes sense. */
const retryAfter = '5';

export function json(value: unknown, headers: Answer['headers'] = {}, status = 200, mediaType = 'application/json; charset=utf-8'): Answer {
  return { status, mediaType, body: JSON.stringify(value ?? null), headers };
}

/** The problem document of an error, with the headers that belong to it. `scope` is what the operation asks of a credential. */
export function refusal(error: unknown, headers: Answer['headers'] = {}, scope?: string): Answer & { readonly unexpected: boolean } {
  const { problem, again, unexpected } = problemOf(error);
  return {
    ...json(problem, { ...challenge(problem.type, problem.status, scope), ...(again && { 'Retry-After': retryAfter }), ...headers }, problem.status, 'application/problem+json'),
    problem, unexpected,
  };
}

/** RFC 6750, section 3. */
function challenge(type: string, status: number, scope: string | undefined): Record<string, string> {
  const realm = 'Bearer realm="eid"';
  if (status === 401) return { 'WWW-Authenticate': /:(invalid|expired)AccessToken$/.test(type) ? `${realm}, error="invalid_token"` : realm };
  if (type.endsWith(':missingScope')) return { 'WWW-Authenticate': `${realm}, error="insufficient_scope"${scope === undefined ? '' : `, scope="${scope}"`}` };
  return {};
}

export function send(response: ServerResponse, { status, mediaType, body, headers, cookies, cut, problem }: Answer): void {
  if (response.headersSent || response.destroyed) return;
  if (cut === true) {
    response.destroy();
    return;
  }
  const bytes = Buffer.from(problem ? JSON.stringify({ ...problem, traceId: traceOf(response) }) : body);
  response.removeHeader('X-Request-ID');
  const said = Object.fromEntries(Object.entries({ ...always, ...headers }).filter(([, value]) => value !== ''));
  response.writeHead(status, { ...said, ...(cookies && { 'Set-Cookie': [...cookies] }), 'Content-Type': mediaType, 'Content-Length': bytes.length });
  response.end(bytes);
}
