import { failures } from '#services/kernel/failure.ts';

export const outreachFailures = failures('outreach', {
  'unknown-citizen': { status: 404, retry: 'never', title: 'Nobody on the list of this municipality has this reference, or not any more.' },
});
