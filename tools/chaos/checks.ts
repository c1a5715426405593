import type { Check } from './check.ts';
import { disturbanceChecks } from './check-disturbances.ts';
import { effectChecks } from './check-effects.ts';
import { historyChecks } from './check-history.ts';
import { messageChecks } from './check-messages.ts';
import { owedChecks } from './check-owed.ts';
import { streamChecks } from './check-streams.ts';

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
export const checks: readonly Check[] = [everyJourneyCloses, ...disturbanceChecks, ...historyChecks, ...owedChecks, ...effectChecks, ...messageChecks, ...streamChecks, auditHolds];
