/** How long something took, on the day on which it ended. */
const durations = [
  'invited-requested', 'requested-captured', 'captured-delivered', 'captured-delivered.production', 'captured-delivered.rest', 'requested-delivered', 'requested-delivered.production', 'requested-delivered.rest',
] as const;
/** From when until when a dossier counts among those that are open. */
const standings = ['running', 'running.requested', 'pending'] as const;
/** What happened on a day. */
const happenings = ['complained', 'renewed'] as const;

/** All that is measured of a dossier. */
export const measures = [...durations, ...standings, ...happenings] as const;
export type Measure = (typeof measures)[number];

const standing: ReadonlySet<string> = new Set(standings);

export function isStanding(measure: Measure): boolean {
  return standing.has(measure);
}

/** How the card of a citizen was renewed. */
export const renewedWays = { atCounter: 0, visitedAtHome: 1, deliveredAtHome: 2 } as const;
