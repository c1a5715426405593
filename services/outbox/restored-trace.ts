const mark = 'restored-';

/** A trace that a restore runs through. All that follows from its items carries it on, and may have been done once before, unknown to us. */
export function restoredTrace(traceId: string): string {
  return `${mark}${traceId}`.slice(0, 64);
}

export function isRestored(traceId: string): boolean {
  return traceId.startsWith(mark);
}
