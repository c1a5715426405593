import { failures } from '#services/kernel/failure.ts';

export const invitationFailures = failures('invitation', {
  'code-unknown': { status: 404, retry: 'never', title: 'This code is not known, or not valid any more. Look at it again, or telephone us.' },
  'not-waiting': { status: 409, retry: 'never', title: 'This citizen has reacted already; an invitation would only confuse.' },
  'date-too-far': { status: 422, retry: 'never', title: 'A check of a day so far ahead would invite people long before their eID expires.' },
  incomplete: { status: 503, retry: 'safe', title: 'Not everything could be looked up or told; the rest is tried again.' },
});
