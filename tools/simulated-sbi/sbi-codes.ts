/** What the device says when something is wrong. Which of these are sure stands in README.md; from 500 on they are this maker's own. */
export const sbiCodes = {
  success: ['0', 'Success'],
  notRegistered: ['100', 'Device not registered'],
  noFinger: ['101', 'Unable to detect a biometric object'],
  wrongCount: ['109', 'Requested number of biometric not supported'],
  notReady: ['110', 'Device is not ready'],
  busy: ['111', 'Device is busy'],
  wrongTransaction: ['112', 'Invalid Transaction ID'],
  notOffered: ['501', 'This device does not offer that'],
  unreadable: ['502', 'The request cannot be read'],
  otherDevice: ['503', 'There is no such device, part of it, environment, purpose or finger here'],
} as const;

export type SbiCode = readonly [code: string, info: string];

export const errorOf = ([errorCode, errorInfo]: SbiCode): { errorCode: string; errorInfo: string } => ({ errorCode, errorInfo });
