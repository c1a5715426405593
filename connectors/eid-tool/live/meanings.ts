import type { Meanings } from '#connectors/rest-kit/open-rest-client.ts';
import { eidToolFailures, type EidToolFailure } from '../eid-tool.port.ts';
import { problems } from '../wire/problems.ts';

/** What can come back over REST instead of an answer, and what the house may do next. After an answer that nobody understands a write is asked again under its key. */
export const meanings: Meanings<EidToolFailure> = {
  failures: eidToolFailures, problems,
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
