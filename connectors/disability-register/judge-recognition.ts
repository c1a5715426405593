/** A recognition from its first up to and including its last day; null is without end. */
export interface Span { readonly from: string; readonly until: string | null }

/** A recognition counts on its first and last day and between them; of several that count, the one that lasts longest tells until when. */
export function judgeRecognition(spans: readonly Span[], on: string): { status: 'current' | 'ended' | 'none'; until: string | null } {
  const begun = spans.filter(({ from }) => from <= on);
  const current = begun.flatMap(({ until }) => (until === null || on <= until ? [until] : []));
  if (current.length === 0) return { status: begun.length > 0 ? 'ended' : 'none', until: null };
  return { status: 'current', until: current.reduce((longest, until) => (longest === null || until === null ? null : longest > until ? longest : until)) };
}
