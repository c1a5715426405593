import { failures } from '#services/kernel/failure.ts';

export const complaintsFailures = failures('complaints', {
  unknown: { status: 404, retry: 'never', title: 'There is no such complaint here.' },
  ended: { status: 409, retry: 'never', title: 'This complaint has ended.' },
  'taken-up-already': { status: 409, retry: 'never', title: 'Somebody has taken this complaint up already.' },
  'answered-in-crm': { status: 409, retry: 'never', title: 'This municipality answers complaints in its CRM.' },
  'changed-meanwhile': { status: 409, retry: 'safe', title: 'Somebody else has just changed this complaint.' },
  'not-received-yet': { status: 422, retry: 'never', title: 'A complaint cannot have come in on a day that is still to come.' },
});
