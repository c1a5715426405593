import type { z } from 'zod';
import type { finger } from '#connectors/biza/biza.port.ts';

export type Finger = z.output<typeof finger>;
export interface Print { readonly finger: Finger; readonly quality: number }

/** What is known of a citizen's fingers in one visit: named unusable by the official, or tried in vain so many times. */
export interface FingersSoFar {
  readonly unusable: readonly Finger[];
  readonly missed: readonly { readonly finger: Finger; readonly times: number }[];
}

/**
 * Of each hand the index finger; where that cannot be captured the middle, ring or little finger, then the thumb.
 * Source: law of 19 July 1991 on the population registers, article 6, § 2: the index finger of each hand, else another finger of that hand; the order in
 * which they are tried is BiZa's instruction to municipalities.
 */
const rule = ['index', 'middle', 'ring', 'little', 'thumb'] as const;
const hands = ['left', 'right'] as const;
const fingersOf = (hand: (typeof hands)[number]): readonly Finger[] => rule.map((name): Finger => `${hand}-${name}`);

/** The fingers to ask now: one of each hand as far as a hand has one left. Empty when no finger can be captured at all. */
export function nextFingers(soFar: FingersSoFar, triesPerFinger: number): Finger[] {
  const given = new Set(givenUp(soFar, triesPerFinger));
  return hands.flatMap((hand) => fingersOf(hand).find((candidate) => !given.has(candidate)) ?? []);
}

/** The fingers that are not asked any more. */
export function givenUp({ unusable, missed }: FingersSoFar, triesPerFinger: number): Finger[] {
  return [...new Set([...unusable, ...missed.filter(({ times }) => times >= triesPerFinger).map((entry) => entry.finger)])];
}

/** The asked fingers that were not captured well enough. The prints are sealed together, so one bad one makes both anew. */
export function badOnes(asked: readonly Finger[], prints: readonly Print[], minimumQuality: number): Finger[] {
  return asked.filter((wanted) => !prints.some((print) => print.finger === wanted && print.quality >= minimumQuality));
}

/** How often the device may try these fingers by itself, so that none is tried more often than the rule says. */
export function triesLeft(missed: FingersSoFar['missed'], fingers: readonly Finger[], triesPerFinger: number): number {
  const most = Math.max(0, ...missed.filter((entry) => fingers.includes(entry.finger)).map(({ times }) => times));
  return Math.max(1, triesPerFinger - most);
}

/** So many more tries in vain for each of these fingers. */
export function countMissed(missed: FingersSoFar['missed'], fingers: readonly Finger[], tries = 1): FingersSoFar['missed'] {
  const times = new Map(missed.map((entry) => [entry.finger, entry.times]));
  for (const name of fingers) times.set(name, (times.get(name) ?? 0) + tries);
  return [...times].map(([name, count]) => ({ finger: name, times: count }));
}
