import type { OutwardCall } from '#services/kernel/port.ts';

/** A call as the wire carries it: whatever it does not carry is empty. */
export function callOf(given: Partial<Pick<OutwardCall, 'key' | 'dossier' | 'actor'>>): OutwardCall {
  return { key: '', dossier: null, actor: 'bpost', traceId: '', signal: new AbortController().signal, ...given, sealed: () => Promise.reject(new Error('nothing is sealed on this wire')) };
}
