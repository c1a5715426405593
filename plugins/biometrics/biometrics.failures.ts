import { failures } from '#services/kernel/failure.ts';

export const biometricsFailures = failures('biometrics', {
  'officials-only': { status: 403, retry: 'never', title: 'Fingerprints are taken by a municipal official only.' },
  'too-young': { status: 409, retry: 'never', title: 'The citizen has not reached the age for this document; the counter can help.' },
  'birth-date-unknown': { status: 409, retry: 'never', title: 'The birth date is not known, so the validity of the card cannot be determined; the counter can help.' },
  'no-visit': { status: 409, retry: 'never', title: 'There is no visit under way for this dossier; start it first.' },
  'not-identified': { status: 409, retry: 'never', title: 'The identity has to be verified in this visit first.' },
  'wrong-person': { status: 409, retry: 'never', title: 'The card in the reader is another person\'s.' },
  'card-expired': { status: 409, retry: 'never', title: 'The card in the reader has expired; verify the identity by another document.' },
  'no-finger-left': { status: 409, retry: 'never', title: 'No finger can be tried any more; declare the fingerprints impossible.' },
  'reason-does-not-fit': { status: 422, retry: 'never', title: 'This reason does not go with this outcome.' },
  'waits-for-a-person': { status: 409, retry: 'never', title: 'The order stands on the exception list; it has to be tried again from there.' },
  'nothing-ordered': { status: 404, retry: 'never', title: 'No card was ordered for this dossier.' },
  'changed-meanwhile': { status: 409, retry: 'safe', title: 'The visit was changed by someone else at the same moment.' },
});
