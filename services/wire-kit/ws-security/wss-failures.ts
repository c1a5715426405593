import { failures } from '#services/kernel/failure.ts';
import type { Failure } from '#services/kernel/failure.ts';

/** Why a message is not believed. The connector decides what that means for what it asked. */
export const wssFailures = failures('wss', {
  'not-signed': { status: 401, retry: 'never', title: 'The message carries no signature for us.' },
  'malformed': { status: 400, retry: 'never', title: 'The message does not have the shape of WS-Security that was agreed.' },
  'not-understood': { status: 400, retry: 'never', title: 'The message has a mandatory header that is not known here.' },
  'wrong-certificate': { status: 401, retry: 'never', title: 'The message is signed with the certificate of somebody else.' },
  'untrusted-certificate': { status: 401, retry: 'never', title: 'The certificate of the message does not lead to a root that is trusted here, or is not valid now.' },
  'weak-algorithm': { status: 401, retry: 'never', title: 'The message is signed with an algorithm or key that is not taken here.' },
  'altered': { status: 401, retry: 'never', title: 'The message was changed after it was signed.' },
  'wrapped': { status: 401, retry: 'never', title: 'The signature does not cover the parts of the message that count.' },
  'expired': { status: 401, retry: 'never', title: 'The message is too old.' },
  'not-yet-valid': { status: 401, retry: 'never', title: 'The message comes from the future.' },
  'replayed': { status: 401, retry: 'never', title: 'The message came before.' },
  'other-answer': { status: 401, retry: 'never', title: 'The message does not answer what was asked.' },
  'guard-full': { status: 503, retry: 'safe', title: 'Too many messages are remembered to take another one.' },
});

/** A failure at a place of the message; the detail states the rule, never what the message holds. */
export function wssFailure(kind: keyof typeof wssFailures, place: string, detail: string, cause?: unknown): Failure {
  return wssFailures[kind]({ cause, issues: [{ in: 'body', name: place, detail }] });
}
