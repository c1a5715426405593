import { failures } from '#services/kernel/failure.ts';

export const communicationFailures = failures('communication', {
  'unknown-call': { status: 404, retry: 'never', title: 'There is no such call on the list, or it was made already.' },
});
