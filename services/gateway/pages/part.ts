import { createHash } from 'node:crypto';
import type { Language } from '#services/kernel/context.ts';
import type { Shown } from '#services/kernel/page.ts';
import type { Answer } from '../answer.ts';
import type { Exchange } from '../exchange.ts';
import type { PagePlace } from './page-place.ts';

/**
 * What a script of the desk asks for instead of a page: only what the page shows, without the shell. It is put into the page that is there already, or into a
 * custom element on a page of another program.
 */
export const partMediaType = 'text/vnd.eid.part+html';

export function wantsPart({ request: { headers } }: Pick<Exchange, 'request'>): boolean {
  return headers.accept?.startsWith(partMediaType) ?? false;
}

/** `Eid-Title` is percent-encoded; `Eid-Live`: seconds after which to look again. The tag is of what people see, without the numbers of the forms. */
export function asPart({ title, body, status = 200, live }: Shown, language: Language): Answer {
  const seen = body.written.replaceAll(/name="(?:once|proof)" value="[^"]*"/g, '');
  return {
    status, mediaType: `${partMediaType}; charset=utf-8`, body: body.written,
    headers: {
      'Content-Language': language, 'Eid-Title': encodeURIComponent(title), ETag: `"${createHash('sha256').update(`${title} ${seen}`).digest('base64url').slice(0, 22)}"`,
      ...(live !== undefined && { 'Eid-Live': String(live) }),
    },
  };
}

/** A script is not led on by the browser: it is told where to. */
export function ledOn(answer: Answer): Answer {
  const { Location: to, ...headers } = answer.headers ?? {};
  return to === undefined ? answer : { ...answer, status: 204, headers: { ...headers, 'Eid-Location': to } };
}

/** Nothing new since the script looked last. */
export function unlessSeen(answer: Answer, { request: { headers } }: Pick<Exchange, 'request'>): Answer {
  const tag = answer.headers?.['ETag'];
  return tag !== undefined && answer.status === 200 && headers['if-none-match'] === tag ? { ...answer, status: 304, body: '' } : answer;
}

/** For pages of the programs that the municipality named, and for no others (Fetch, CORS). No cookie ever comes along: those show a token. */
export function allowHost(answer: Answer, { hosts }: Pick<PagePlace, 'hosts'>, { request: { headers: { origin } } }: Pick<Exchange, 'request'>): Answer {
  const varied = { ...answer.headers, Vary: 'Origin, Accept' };
  if (origin === undefined || !hosts.includes(origin)) return { ...answer, headers: varied };
  return { ...answer, headers: { ...varied, 'Access-Control-Allow-Origin': origin, 'Access-Control-Expose-Headers': 'Eid-Title, Eid-Live, Eid-Location, ETag, Content-Disposition', 'Cross-Origin-Resource-Policy': 'cross-origin' } };
}

/** What a browser asks before it lets a page of another program ask. */
export function preflight(place: PagePlace, exchange: Pick<Exchange, 'request'>): Answer {
  const answer = allowHost({ status: 204, mediaType: 'text/plain; charset=utf-8', body: '' }, place, exchange);
  if (answer.headers?.['Access-Control-Allow-Origin'] === undefined) return answer;
  return { ...answer, headers: { ...answer.headers, 'Access-Control-Allow-Methods': 'GET, POST', 'Access-Control-Allow-Headers': 'Authorization, Content-Type, If-None-Match', 'Access-Control-Max-Age': '600' } };
}
