/**
 * Who holds something writes from time to time that it lives, by its own clock; others read that by theirs. A sign that is a little ahead of us is a
 * clock that goes ahead of ours, and counts. One that is further ahead than the silence we would bear was written before a clock was set back, and says nothing.
 */
export function livingSigns(now: number, silenceMs: number): { readonly after: number; readonly until: number } {
  return { after: now - silenceMs, until: now + silenceMs };
}

/** Has nothing been heard for too long? */
export function isSilent(sign: number, now: number, silenceMs: number): boolean {
  const { after, until } = livingSigns(now, silenceMs);
  return sign <= after || sign > until;
}
