import type { z } from 'zod';
import type { fingersOutcome } from '#connectors/biza/biza.port.ts';
import { ageOn } from '#services/belgium/age.ts';

export type Outcome = z.output<typeof fingersOutcome>;
export interface CardTerms { readonly validityMonths: number; readonly certificates: 'authentication' | 'authentication-and-signature' }

/**
 * Validity by age on the day of the order, the oldest first. Source: royal decree of 25 March 2003 on the identity cards, as it
 * stands: under 12 three years, under 18 six, under 75 ten, from 75 thirty.
 */
const validity = [
  { from: 75, months: 360 },
  { from: 18, months: 120 },
  { from: 12, months: 72 },
  { from: 0, months: 36 },
] as const;

/** Fingerprints temporarily impossible: the card holds none and is valid for twelve months. Source: regulation (EU) 2019/1157, article 4(3). */
const withoutPrintsForNow = 12;

/** Qualified signatures are for adults: a minor's card holds the authentication certificate only. Source: the same royal decree. */
const adult = 18;

/** How long the card is valid and what it can do, for a citizen born on `birthDate` when it is ordered on `day`. */
export function cardTerms(birthDate: string, day: string, outcome: Outcome): CardTerms {
  const age = ageOn(birthDate, day);
  const byAge = validity.find(({ from }) => age >= from)?.months ?? 36;
  return {
    validityMonths: outcome === 'temporarily-impossible' ? withoutPrintsForNow : byAge,
    certificates: age < adult ? 'authentication' : 'authentication-and-signature',
  };
}

/** Which reasons make fingerprints impossible for now, and which for good. In doubt a medical certificate decides. */
const outcomesOf = {
  injury: ['temporarily-impossible', 'permanently-impossible'],
  bandage: ['temporarily-impossible'],
  amputation: ['permanently-impossible'],
  illegible: ['temporarily-impossible', 'permanently-impossible'],
  'medical-certificate': ['temporarily-impossible', 'permanently-impossible'],
  device: ['temporarily-impossible'],
} as const satisfies Record<string, readonly Outcome[]>;

export function fits(reason: keyof typeof outcomesOf, outcome: Outcome): boolean {
  const outcomes: readonly Outcome[] = outcomesOf[reason];
  return outcomes.includes(outcome);
}
