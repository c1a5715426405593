import type { Meanings } from '#connectors/rest-kit/open-rest-client.ts';
import { crmFailures } from '../crm.port.ts';
import { crmProblems, type CrmFailure } from '../wire/crm-problems.ts';

/** What can come back instead of an answer, and what the house may do next. */
export const crmMeanings: Meanings<CrmFailure> = {
  failures: crmFailures,
  problems: crmProblems,
  mishaps: {
    'not-sent': { read: 'unavailable', write: 'unavailable' },
    busy: { read: 'unavailable', write: 'unavailable' },
    lost: { read: 'unavailable', write: 'no-answer' },
    'unusable-key': { read: 'credentials-refused', write: 'credentials-refused' },
    'not-let-in': { read: 'credentials-refused', write: 'credentials-refused' },
    'not-taken': { read: 'not-understood', write: 'not-understood' },
    'not-understood': { read: 'unreadable', write: 'unclear' },
  },
};
