import type { OutwardCall } from '#services/kernel/port.ts';

/** Who asks, for which dossier: for the other side's own books. References only, never a name. */
export const outwardHeaders = {
  'belgov-trace-id': 'Our number of this unit of work.',
  'traceparent': 'The step of ours that asks (W3C Trace Context), while we make traces.',
  'requested-by': 'Reference of who asks, percent-encoded.',
  'about-dossier': 'Our dossier that this is about, where it is about one.',
} as const;

export function headersOf({ traceId, traceparent, actor, dossier }: Pick<OutwardCall, 'traceId' | 'traceparent' | 'actor' | 'dossier'>): Record<string, string> {
  return { 'belgov-trace-id': encodeURIComponent(traceId), 'requested-by': encodeURIComponent(actor), ...(traceparent !== undefined && { traceparent }), ...(dossier !== null && { 'about-dossier': encodeURIComponent(dossier) }) };
}

/** The same way back, in a served sandbox. Nothing is sealed on these wires. */
export function callFrom(headers: Readonly<Record<string, string | undefined>>, key: string): OutwardCall {
  const said = (name: keyof typeof outwardHeaders): string | undefined => {
    try {
      return headers[name] === undefined ? undefined : decodeURIComponent(headers[name]);
    } catch {
      return undefined;
    }
  };
  return {
    key, actor: said('requested-by') ?? 'unknown', traceId: said('belgov-trace-id') ?? '', dossier: said('about-dossier') ?? null, signal: new AbortController().signal,
    sealed: () => Promise.reject(new Error('nothing is sealed on this wire')),
  };
}
