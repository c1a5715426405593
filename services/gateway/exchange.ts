import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Context } from 'moleculer';
import { randomUUID } from 'node:crypto';
import { readTraceparent } from '#services/observe/traceparent.ts';

/** One request with what the router found out about it. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly traceId: string;
  /** Decoded parameters of the path. */
  readonly path: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Moleculer's context of this request: calls made through it belong to it. */
  readonly broker: Pick<Context, 'call' | 'meta'>;
}

/** What moleculer-web hangs on a request. */
export interface RoutedRequest extends IncomingMessage {
  readonly originalUrl?: string;
  readonly $ctx: Context;
  readonly $params?: { readonly params?: Readonly<Record<string, string>> };
}

export const traceHeader = 'BelGov-Trace-Id';
/** A UUID, or the 16 or 32 hexadecimal digits of a span or trace (W3C Trace Context, B3): nothing that could be a number of a person, for it stands in outbox, audit and log. */
export const tracePattern = '^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{16}|[0-9a-f]{32})$';
const traceForm = new RegExp(tracePattern, 'i');

export function isTraceId(given: unknown): given is string {
  return typeof given === 'string' && traceForm.test(given);
}

/** Every answer names its trace: the caller's own when it can be used, by Belgif's header or else by that of the W3C (`traceparent`), else a new one. */
export function beginTrace(request: IncomingMessage, response: ServerResponse): void {
  response.setHeader(traceHeader, usableTrace(request.headers[traceHeader.toLowerCase()], request.headers['traceparent']));
}

export function usableTrace(given: string | string[] | undefined, traceparent?: unknown): string {
  return isTraceId(given) ? given : readTraceparent(traceparent)?.traceId ?? randomUUID();
}

export function traceOf(response: ServerResponse): string {
  return String(response.getHeader(traceHeader));
}

export function exchangeOf(request: RoutedRequest, response: ServerResponse): Exchange {
  const [, search = ''] = /\?(.*)$/s.exec(request.originalUrl ?? request.url ?? '') ?? [];
  return { request, traceId: traceOf(response), path: request.$params?.params ?? {}, query: new URLSearchParams(search), broker: request.$ctx };
}
