import { failures } from '#services/kernel/failure.ts';

export const retentionFailures = failures('retention', {
  'not-yet': { status: 409, retry: 'never', title: 'This person cannot be forgotten yet: something has to end first. Nothing was changed.' },
});
