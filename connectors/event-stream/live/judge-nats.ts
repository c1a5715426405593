import { eventStreamFailures } from '../event-stream.port.ts';

/** What can come instead of an acknowledgement, by the code of NATS: nothing was published, or nobody knows. The key makes a repeat harmless. */
const byCode: Readonly<Record<string, keyof typeof eventStreamFailures>> = {
  CONNECTION_REFUSED: 'unavailable', CONNECTION_CLOSED: 'unavailable', CONNECTION_DRAINING: 'unavailable', CONNECTION_TIMEOUT: 'unavailable', DISCONNECT: 'no-answer',
  TIMEOUT: 'no-answer', AUTHORIZATION_VIOLATION: 'not-let-in', AUTHENTICATION_EXPIRED: 'not-let-in', PERMISSIONS_VIOLATION: 'not-let-in', ACCOUNT_EXPIRED: 'not-let-in',
  // Nobody listens on the subject: there is no stream.
  503: 'no-stream', JETSTREAM_NOT_ENABLED: 'no-stream', MAX_PAYLOAD_EXCEEDED: 'refused', BAD_SUBJECT: 'refused', INVALID_PAYLOAD: 'refused',
};

export function judgeNats(error: unknown): Error {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  return eventStreamFailures[byCode[code] ?? 'no-answer']({ cause: error });
}
