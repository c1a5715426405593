import { failures } from '#services/kernel/failure.ts';

export const simulatedDeviceFailures = failures('devices-sandbox', {
  'no-open-request': { status: 409, retry: 'never', title: 'This device waits for nothing of that kind now.' },
  'finger-not-asked': { status: 422, retry: 'never', title: 'The device waits for other fingers.' },
  'no-card': { status: 409, retry: 'never', title: 'There is no card in the reader.' },
  'reader-gone': { status: 409, retry: 'safe', title: 'The reader is not there.' },
});
