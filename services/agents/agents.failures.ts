import { failures } from '#services/kernel/failure.ts';

export const agentsFailures = failures('agents', {
  'not-connected': { status: 503, retry: 'safe', title: 'The device has no line to this house now.' },
  'no-answer': { status: 504, retry: 'ambiguous', title: 'The device did not answer in time.' },
  'not-allowed': { status: 403, retry: 'never', title: 'The device has no right to that.' },
  'wrong-code': { status: 403, retry: 'never', title: 'This code lets nobody in: it is wrong, was used, or is older than half an hour.' },
  'unknown-device': { status: 404, retry: 'never', title: 'No such device is let in or awaited here.' },
  'not-here': { status: 404, retry: 'never', title: 'No device enrols here.' },
});
