import { failures } from '#services/kernel/failure.ts';

export const exceptionsFailures = failures('exceptions', {
  'unknown-item': { status: 404, retry: 'never', title: 'There is no such item here.' },
  'not-at-desk': { status: 403, retry: 'never', title: 'An administrator decides about this one: it may do harm twice, more has followed from it, or it was tried often enough.' },
  'not-an-effect': { status: 409, retry: 'never', title: 'This is nothing that was asked of another system (or this release does not know it): it cannot have happened there.' },
  'output-needed': { status: 422, retry: 'never', title: 'What the other system answered must be given, as the operation gives it: it cannot be looked up.' },
  'not-there': { status: 409, retry: 'never', title: 'The other system says that it did not happen: have it tried again instead, or give its answer.' },
});
