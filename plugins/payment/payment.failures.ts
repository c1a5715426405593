import { failures } from '#services/kernel/failure.ts';

/** Beside those of the payment system's port, which bear the same first name. */
export const feeFailures = failures('payment', {
  'not-asked': { status: 409, retry: 'never', title: 'This dossier does not wait for a payment.' },
  'nothing-due': { status: 409, retry: 'never', title: 'The fee is paid already, or there is none.' },
  'method-not-offered': { status: 422, retry: 'never', title: 'This way of paying is not offered here.' },
  'no-such-payment': { status: 404, retry: 'never', title: 'There is no such payment here.' },
  'not-paid': { status: 409, retry: 'never', title: 'This payment holds no money that could be given back.' },
  'changed-meanwhile': { status: 409, retry: 'safe', title: 'This payment was changed by someone else at the same moment.' },
  'not-known-yet': { status: 503, retry: 'safe', title: 'This news is about a payment that is still being set up.' },
});
