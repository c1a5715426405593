import type { Operation } from './operation.ts';

/** What a caller must know of an operation beside its one sentence: what it asks, and what may be repeated. */
export function describeOperation({ action, fields, method }: Operation): string {
  return [
    action.summary,
    `Asks for the scope \`${action.scope}\`.`,
    fields.has('dossier') ? 'A citizen\'s credential reaches its own dossier only.' : undefined,
    action.kind === 'query' ? 'Changes nothing: it may be repeated freely.' : undefined,
    action.kind === 'command' && method === 'POST' ? 'Repeated with the same `Idempotency-Key` it is carried out once, and answers the same.' : undefined,
  ].filter((sentence) => sentence !== undefined).join(' ');
}
