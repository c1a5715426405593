import { failures } from '#services/kernel/failure.ts';

/** What is refused before anything is done. */
export const borderFailures = failures('caller', {
  'scope-missing': { status: 403, retry: 'never', title: 'This credential does not allow this action.' },
  'not-yours': { status: 403, retry: 'never', title: 'This credential opens another dossier.' },
  'bad-input': { status: 400, retry: 'never', title: 'The input is not what this action takes.' },
  'plugin-disabled': { status: 409, retry: 'never', title: 'This municipality has not switched this on.' },
});
