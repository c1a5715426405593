import type { Meanings } from '#connectors/rest-kit/open-rest-client.ts';
import { usualMishaps } from '#connectors/rest-kit/usual-mishaps.ts';
import { crmFailures } from '../crm.port.ts';
import { crmProblems, type CrmFailure } from '../wire/crm-problems.ts';

/** What can come back instead of an answer, and what the house may do next. */
export const crmMeanings: Meanings<CrmFailure> = {
  failures: crmFailures, problems: crmProblems, mishaps: usualMishaps,
};
