import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Context } from 'moleculer';
import { randomUUID } from 'node:crypto';

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

const traceHeader = 'BelGov-Trace-Id';

/** Every answer names its trace: the caller's own when it can be used, else a new one. */
export function beginTrace(request: IncomingMessage, response: ServerResponse): void {
  const given = request.headers[traceHeader.toLowerCase()];
  response.setHeader(traceHeader, typeof given === 'string' && /^[A-Za-z0-9-]{1,64}$/.test(given) ? given : randomUUID());
}

export function traceOf(response: ServerResponse): string {
  return String(response.getHeader(traceHeader));
}

export function exchangeOf(request: RoutedRequest, response: ServerResponse): Exchange {
  const [, search = ''] = /\?(.*)$/s.exec(request.originalUrl ?? request.url ?? '') ?? [];
  return { request, traceId: traceOf(response), path: request.$params?.params ?? {}, query: new URLSearchParams(search), broker: request.$ctx };
}
