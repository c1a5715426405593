import type { WireAnswer, WireHead, WireRequest } from '#services/kernel/wire.ts';
import type { Answer } from './answer.ts';
import type { Exchange } from './exchange.ts';
import { readBytes } from './read-body.ts';
import type { StrangerLimits } from './stranger-limits.ts';

/** What outside systems call of their own accord. */
export interface InboundControl {
  /** How many bytes of the body are read at most; undefined where the usual number will do. */
  limitBytes?(nis: string, port: string, head: WireHead): number | undefined;
  /** @throws inbound.nothing-here (404) */
  receive(nis: string, port: string, request: WireRequest): Promise<WireAnswer>;
}

/**
 * `/inbound/{nis}/{port}/{name}`: the wire of an outside system, answered in its own language. No bearer token: the connector finds out who calls,
 * from the message itself, and takes in nothing of anybody else.
 */
export async function serveInbound({ request, path, query }: Exchange, control: InboundControl, strangers: Pick<StrangerLimits, 'ofWayIn'>, usualLimitBytes: number): Promise<Answer> {
  const { nis = '', port = '', name = '' } = path;
  const tooOften = strangers.ofWayIn(request, nis, port, name);
  if (tooOften) return tooOften;
  const headers = Object.fromEntries(Object.entries(request.headers).map(([header, value]) => [header, Array.isArray(value) ? value.join(', ') : value]));
  // HEAD is a GET of which the front leaves out the body (RFC 9110, 9.3.2): no connector need know it.
  const method = request.method === 'HEAD' ? 'GET' : request.method ?? '';
  const head = { method, path: `/${encodeURIComponent(name)}`, query, headers };
  const body = await readBytes(request, control.limitBytes?.(nis, port, head) ?? usualLimitBytes);
  const answer = await control.receive(nis, port, { ...head, body });
  const { 'content-type': mediaType = 'text/plain; charset=utf-8', ...others } = lowerCased(answer.headers ?? {});
  return { status: answer.status, mediaType, headers: others, body: answer.body ?? '', ...(answer.cut && { cut: true }) };
}

function lowerCased(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
