import { disturbanceChecks, type Disturbed } from './check-disturbances.ts';
import { effectChecks } from './check-effects.ts';
import { historyChecks } from './check-history.ts';
import { messageChecks } from './check-messages.ts';
import { owedChecks } from './check-owed.ts';
import type { Outcome } from './read-outcome.ts';
import type { Walked } from './run-town.ts';

export interface Finding { readonly rule: string; readonly differences: readonly string[] }
export interface Compared { readonly outcome: Outcome; readonly walked: readonly Walked[]; /** What stood on the exception lists at the end. */ readonly listed: ReadonlySet<string>; readonly disturbed: Disturbed; /** What the audit chains say of themselves, by municipality. */ readonly audits: readonly Audited[] }
export interface Audited { readonly nis: string; readonly entries: number; readonly problem: string | null }
export interface Check { readonly rule: string; readonly find: (compared: Compared) => string[] }

const everyJourneyCloses: Check = {
  rule: 'every journey ends with a closed dossier',
  find: ({ walked }) => walked.flatMap(({ journey, failure, lastStep }) => (failure === undefined ? [] : [
    `journey ${journey.number} (${journey.nis}, ${journey.ground}, ${journey.deliverBy}, ${journey.pay}): ${failure}; last: ${lastStep}`,
  ])),
};

const auditHolds: Check = {
  rule: 'the audit chain of each municipality is whole',
  find: ({ audits }) => audits.flatMap(({ nis, entries, problem }) => (problem === null && entries > 0 ? [] : [`${nis}: ${problem ?? 'it has no entries'}`])),
};

/** Each rule is looked for in the files themselves; a difference names a dossier or an item, never a person. */
export const checks: readonly Check[] = [everyJourneyCloses, ...disturbanceChecks, ...historyChecks, ...owedChecks, ...effectChecks, ...messageChecks, auditHolds];
