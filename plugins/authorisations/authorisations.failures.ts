import { failures } from '#services/kernel/failure.ts';

export const authorisationFailures = failures('authorisations', {
  missing: { status: 403, retry: 'never', title: 'BiZa has not authorised this act, or not any more.' },
  unverifiable: { status: 503, retry: 'safe', title: 'BiZa does not answer, and no recent record of the authorisation is at hand.' },
  'ends-before-it-begins': { status: 422, retry: 'never', title: 'The last day of an agreement does not come before its first.' },
  'never-by-bpost': { status: 403, retry: 'never', title: 'Only a municipal official may take fingerprints.' },
});
