import type { ChaosReport } from './run-chaos.ts';
import { sayCounts } from './say-counts.ts';

const mostShown = 8;

/** What happened, and what was compared with what came of it. */
export function writeReport({ seed, size, seconds, happened, walked, outcome, findings }: ChaosReport): string {
  const closed = walked.filter(({ failure }) => failure === undefined).length;
  const broken = findings.filter(({ differences }) => differences.length > 0);
  return [
    '',
    `seed ${seed}: ${closed} of ${size.journeys} journeys closed in ${seconds} s, through ${sayCounts(happened)}`,
    `${outcome.items.length} items in the outbox, ${outcome.deeds.length} deeds in the ledgers, ${outcome.told.length} messages to the house${outcome.streamed === null ? '' : `, ${outcome.streamed.length} events on the streams`}`,
    '',
    ...findings.map(({ rule, differences }) => `  ${differences.length === 0 ? 'holds ' : 'BROKEN'}  ${rule}${differences.length > 0 ? `: ${differences.length}` : ''}`),
    ...broken.flatMap(({ rule, differences }) => ['', `${rule}:`, ...differences.slice(0, mostShown).map((line) => `  - ${line}`), ...(differences.length > mostShown ? [`  … and ${differences.length - mostShown} more`] : [])]),
    '',
    broken.length === 0 ? 'Nothing lost, nothing doubled.' : `Not so: ${broken.length} of ${findings.length} rules are broken.`,
  ].join('\n');
}
