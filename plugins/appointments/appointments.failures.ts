import { failures } from '#services/kernel/failure.ts';

export const appointmentFailures = failures('appointments', {
  'moment-taken': { status: 409, retry: 'never', title: 'This moment has just been taken; choose another one.' },
  'moment-not-offered': { status: 422, retry: 'never', title: 'No official visits this address at this moment.' },
  'planned-already': { status: 409, retry: 'never', title: 'This visit is planned already; move it instead.' },
  'hold-gone': { status: 409, retry: 'never', title: 'This moment is no longer held; choose one again.' },
  'no-visit': { status: 409, retry: 'never', title: 'There is no confirmed visit of this kind.' },
  'no-such-appointment': { status: 404, retry: 'never', title: 'There is no such appointment here.' },
  'unknown-address': { status: 409, retry: 'never', title: 'The CRM knows no address of this citizen, so no visit can be planned.' },
  'dossier-ended': { status: 409, retry: 'never', title: 'This dossier has ended; nothing can be planned for it.' },
  'no-calendar': { status: 409, retry: 'never', title: 'Only who visits citizens here has a calendar.' },
  'no-such-feed': { status: 404, retry: 'never', title: 'There is no calendar at this address, or none any more.' },
  'changed-meanwhile': { status: 409, retry: 'safe', title: 'The visits of this dossier were changed by someone else at the same moment.' },
});
