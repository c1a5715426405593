import type { Ground } from '#services/journey/ground.ts';
import type { Figure, IndicatorId } from './indicators.contract.ts';
import type { Measure } from './measures.contract.ts';

/**
 * `median-of-dossiers`: of the days that each took. `median-per-day`, `median-per-week`: of how many there were each day, or on each Sunday night. `share`: of those who renewed.
 * `median-of-longest`: over the days, of the longest of each day.
 */
export type Reckoning = 'median-of-dossiers' | 'median-of-standing-per-day' | 'median-of-standing-per-week' | 'median-of-count-per-day' | 'share' | 'median-of-longest-per-day';
export type Dimension = 'ground' | 'deliverBy' | 'official';
type BesideId = Figure['beside'][number]['id'];

export interface Definition {
  readonly id: IndicatorId;
  readonly unit: Figure['unit'];
  /** Whose dossiers count. Left out: all. */
  readonly grounds?: readonly Ground[];
  /** Which hand-overs count. Left out: all. */
  readonly deliverBy?: 'bpost';
  readonly months: number;
  readonly target: number;
  /** `Huidige waarde` of the founding document. */
  readonly baseline: number | null;
  readonly aim: 'at-most' | 'at-least';
  readonly reckoning: Reckoning;
  readonly measure: Measure;
  readonly beside: readonly { readonly id: BesideId; readonly reckoning: Reckoning | 'share-delivered'; readonly measure: Measure }[];
  readonly dividedBy: readonly Dimension[];
  /** `SMART specificatie` of the founding document, word for word. */
  readonly source: string;
  /** How we read that sentence where it leaves something open. */
  readonly reckoned: string;
}

const lessMobile: readonly Ground[] = ['disability', 'reduced-mobility'];

/** Each indicator once, as data. Source: the last table of the founding document (docs/decisions/0058-indicators.md says how it is read). */
export const definitions: readonly Definition[] = [
  {
    id: 'K1', unit: 'days', grounds: lessMobile, months: 3, target: 5, baseline: null, aim: 'at-most', reckoning: 'median-of-dossiers', measure: 'invited-requested', beside: [], dividedBy: ['ground'],
    source: 'Mediaan van het aantal dagen tussen het moment van de communicatie van de mogelijkheid tot vernieuwing en het moment van de aanvraag, over de afgelopen 3 maanden',
    reckoned: 'From the first message to the first request, of dossiers of which that request falls in the period. Who asked without having been told is not counted.',
  },
  {
    id: 'K2', unit: 'days', grounds: lessMobile, months: 3, target: 7, baseline: 12, aim: 'at-most', reckoning: 'median-of-dossiers', measure: 'requested-captured', beside: [], dividedBy: ['ground', 'official'],
    source: 'Mediaan van het aantal dagen tussen het moment van de aanvraag en het moment van de verzameling van de biometrische gegevens, over de afgelopen 3 maanden',
    reckoned: 'From the first request to the first registration of biometrics that held, of dossiers of which that registration falls in the period.',
  },
  {
    id: 'K3', unit: 'days', grounds: lessMobile, months: 3, target: 7, baseline: 14, aim: 'at-most', reckoning: 'median-of-dossiers', measure: 'captured-delivered',
    beside: [
      { id: 'production', reckoning: 'median-of-dossiers', measure: 'captured-delivered.production' },
      { id: 'without-production', reckoning: 'median-of-dossiers', measure: 'captured-delivered.rest' },
    ],
    dividedBy: ['ground', 'deliverBy', 'official'],
    source: 'Mediaan van het aantal dagen tussen de verzameling van biometrische gegevens en de aflevering van het eID',
    reckoned: 'From the registration that held to the activation of the card, of dossiers of which the activation falls in the last three months; the document names no period. The wait for production (ordered until received, each card of the dossier) stands beside it.',
  },
  {
    id: 'K4', unit: 'dossiers', grounds: lessMobile, months: 3, target: 50, baseline: 124, aim: 'at-most', reckoning: 'median-of-standing-per-day', measure: 'running',
    beside: [{ id: 'since-request', reckoning: 'median-of-standing-per-day', measure: 'running.requested' }], dividedBy: ['ground', 'deliverBy'],
    source: 'Mediaan van het aantal dossiers met een doorlooptijd van meer dan 2 maanden, over de afgelopen 3 maanden',
    reckoned: 'Each night the open dossiers that were opened more than two calendar months before; beside it those that were requested more than two months before.',
  },
  {
    id: 'K5', unit: 'dossiers', grounds: ['limited-availability'], months: 3, target: 10, baseline: 45, aim: 'at-most', reckoning: 'median-of-standing-per-week', measure: 'pending', beside: [], dividedBy: ['ground', 'deliverBy'],
    source: 'Mediaan van het aantal hangende dossiers per week, over de afgelopen 3 maanden',
    reckoned: 'The open dossiers on each Sunday night of the period.',
  },
  {
    id: 'K6', unit: 'complaints', grounds: ['limited-availability'], months: 6, target: 2, baseline: 9, aim: 'at-most', reckoning: 'median-of-count-per-day', measure: 'complained', beside: [], dividedBy: ['ground'],
    source: 'Mediaan van het aantal negatieve klachten per dag, over de afgelopen 6 maanden',
    reckoned: 'Complaints that were judged negative, on the day on which they came in; days without any count too. While no word at all was filed in the period, of whatever tone and about whichever dossier, nobody knows whether complaints are written down: no figure.',
  },
  {
    id: 'K7', unit: 'percent', grounds: ['disability'], months: 6, target: 75, baseline: 0, aim: 'at-least', reckoning: 'share', measure: 'renewed',
    beside: [{ id: 'delivered-at-home', reckoning: 'share-delivered', measure: 'renewed' }], dividedBy: ['ground'],
    source: 'Percentage van het aantal personen met een beperking die gebruikt maakt van de mobiele dienstverlening, over de afgelopen 6 maanden',
    reckoned: 'Of those who renewed in the period, at home or at the counter: who was visited for the biometrics. Beside it the share of their eIDs that was handed over at home.',
  },
  {
    id: 'K8', unit: 'days', deliverBy: 'bpost', months: 1, target: 7, baseline: null, aim: 'at-most', reckoning: 'median-of-longest-per-day', measure: 'requested-delivered',
    beside: [
      { id: 'production', reckoning: 'median-of-longest-per-day', measure: 'requested-delivered.production' },
      { id: 'without-production', reckoning: 'median-of-longest-per-day', measure: 'requested-delivered.rest' },
    ],
    dividedBy: ['ground'],
    source: 'Mediaan van de maximale doorlooptijden per dag, over de afgelopen maand',
    reckoned: 'Of each day on which bpost delivered: the longest time from the first request to the activation. Days without a delivery do not count.',
  },
];

export function definitionOf(id: IndicatorId): Definition {
  const found = definitions.find((definition) => definition.id === id);
  if (!found) throw new Error(`no indicator '${id}'`);
  return found;
}
