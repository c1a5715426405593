import type { Counts } from './check.ts';

const words = { kills: 'kills', freezes: 'freezes', faults: 'faults', outages: 'outages of the bus', cuts: 'cuts of the database' } as const;

/** What happened, in words; what a run has nothing of is left out. */
export function sayCounts(counts: Counts): string {
  const said = (['kills', 'freezes', 'faults', 'outages', 'cuts'] as const).filter((kind) => counts[kind] > 0).map((kind) => `${counts[kind]} ${words[kind]}`);
  return said.join(', ') || 'nothing went wrong yet';
}
