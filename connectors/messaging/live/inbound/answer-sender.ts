import { challengeBasic } from '#connectors/rest-kit/basic-password.ts';
import { refuseSender } from '#connectors/rest-kit/refuse-sender.ts';
import { isFailure, type FieldIssue } from '#services/kernel/failure.ts';
import type { WireAnswer } from '#services/kernel/wire.ts';

/** `value` was taken in, or there was nothing to take in. */
export const taken = (value: object): WireAnswer => ({ status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) });

export const notProven = (): WireAnswer => refuseSender({ status: 401, type: 'message-report.not-proven', title: 'The agreed user name and password are needed.', again: false }, challengeBasic('messages'));
export const unreadable = (issues: readonly FieldIssue[]): WireAnswer => refuseSender({ status: 400, type: 'message-report.unreadable', title: 'This is not what was agreed.', again: false, issues });

/** What a sender is told of an error: why it does not work at this moment is the house's own business. */
export function refused(error: unknown): WireAnswer {
  if (isFailure(error) && error.data.retry === 'never') return refuseSender({ status: error.code, type: error.type, title: error.message, again: false, issues: error.data.issues });
  if (isFailure(error)) return refuseSender({ status: 503, type: 'message-report.not-now', title: 'It could not be taken in now; send it again.', again: true }, { 'retry-after': '5' });
  throw error;
}
