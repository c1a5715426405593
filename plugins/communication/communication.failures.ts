import { failures } from '#services/kernel/failure.ts';

export const communicationFailures = failures('communication', {
  'unknown-call': { status: 404, retry: 'never', title: 'There is no such call on the list, or it was made already.' },
  'values-unfit': { status: 422, retry: 'never', title: 'The text cannot be written with these values.' },
  'no-letters': { status: 409, retry: 'never', title: 'This municipality does not send letters.' },
  'not-known-yet': { status: 409, retry: 'safe', title: 'The message that this report is about is still on its way out.' },
});
