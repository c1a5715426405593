import type { Meanings } from '#connectors/rest-kit/open-rest-client.ts';
import { __camel__Failures } from '../__name__.port.ts';
import { __camel__Problems, type __Pascal__Failure } from '../wire/__name__-operations.ts';

/** What can come back instead of an answer, and what the house may do next. */
export const __camel__Meanings: Meanings<__Pascal__Failure> = {
  failures: __camel__Failures,
  problems: __camel__Problems,
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
